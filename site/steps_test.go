package site

import (
	"strings"
	"testing"
)

// TestSteps holds the form that the widget reads (wasm/view_steps.go): texts alone, one line each.
func TestSteps(t *testing.T) {
	const page = `答えです。

## 電波が弱いとき {#weak}

場所を[変えます](/)。

### iPhoneの場合 {#weak-iphone}

1. **設定**を開きます。
   項目が出ます。
2. 次のどちらかを押します。
   - 「Wi-Fi」
   - 「モバイル通信」

   どちらも同じです。

### Androidの場合 {#weak-android}

1. 通知を見ます。

---

> [!WARNING]
> 番号は入れないでください。
`
	const want = `.答えです。
#weak	電波が弱いとき
.場所を変えます。
+weak-iphone	iPhoneの場合
11. 設定を開きます。項目が出ます。
12. 次のどちらかを押します。
2- 「Wi-Fi」
2- 「モバイル通信」
1どちらも同じです。
+weak-android	Androidの場合
11. 通知を見ます。
+	
!番号は入れないでください。
`
	got := steps([]byte(page), "trouble/network.md")
	if got != want {
		t.Errorf("steps are\n%swant\n%s", got, want)
	}
	if strings.Contains(got, "<") {
		t.Error("steps hold markup")
	}
}
