package site_test
import ("testing";"helpcenter/site";"strings";"slices";"fmt")
func TestLostTmp(t *testing.T){ sentences(t,"causes.tsv",func(cause,text string,a *site.Answer){
 if !slices.Contains(strings.Split(cause,"|"),a.Ranking[0].Cause){ var u []string; for _,x:=range a.Understood {u=append(u,x.Finding+"="+x.Answer+":"+x.Words)}
 pl:=slices.IndexFunc(a.Ranking,func(r site.RankedCause)bool{return slices.Contains(strings.Split(cause,"|"),r.Cause)})
 fmt.Printf("%d %s: %q got %s %v\n",pl+1,cause,text,a.Ranking[0].Cause,u)}})
 sentences(t,"findings.tsv",func(f,text string,a *site.Answer){ if !slices.ContainsFunc(a.Understood,func(u site.UnderstoodWords)bool{return u.Finding==f&&u.Answer=="yes"}){fmt.Println("FIND",f,text)}})
 sentences(t,"traps.tsv",func(trap,text string,a *site.Answer){ for _,u:=range a.Understood { if u.Answer=="yes"&&(u.Finding==trap||trap=="urgent"&&slices.Contains([]string{"card-missing","charge-unknown","suspicious-mail-received","entered-on-link"},u.Finding)){fmt.Println("TRAP",trap,text,u)}}})
}
