//go:build js && wasm

package main

import (
	"helpcenter/wasm/diagnosis"
	"helpcenter/wasm/japanese"
)

// The user agent, as far as it can be believed: Chrome on Android always says "Android 10; K", Windows 11 says
// 10.0, and macOS stays at 10.15.7; such versions are left out rather than given wrong.

// inApp are marks of browsers inside other apps.
var inApp = []struct{ mark, name string }{
	{" Line/", "line"}, {"FBAN/", "facebook"}, {"FBAV/", "facebook"}, {"Instagram", "instagram"},
	{"TwitterAndroid", "x"}, {"Twitter for iPhone", "x"}, {"YJApp", "yahoo"}, {"; wv)", "other"},
}

// browsers are marks with the version behind them, the more special first.
var browsers = []struct{ mark, name string }{
	{"SamsungBrowser/", "samsung"}, {"EdgiOS/", "edge"}, {"EdgA/", "edge"}, {"Edg/", "edge"},
	{"FxiOS/", "firefox"}, {"Firefox/", "firefox"}, {"CriOS/", "chrome"}, {"Chrome/", "chrome"}, {"Version/", "safari"},
}

// What this widget needs: WebAssembly under a Content-Security-Policy ('wasm-unsafe-eval'). Our own minimum,
// not the card company's.
func leastBrowser(name string) int {
	switch name {
	case "chrome", "edge":
		return 97
	case "firefox":
		return 102
	case "safari":
		return 16
	case "samsung":
		return 18
	}
	return 0
}

// leastIOS is the iOS that brings such a Safari; every browser there uses its engine.
const leastIOS = 16

func (s *session) probeAgent(agent string) {
	os := system(agent)
	s.measuredWord("os", os)
	s.measuredWord("in_app_browser", inAppBrowser(agent, os))
	name, version := browser(agent)
	s.measuredWord("browser", name)
	if least := leastBrowser(name); version >= 0 && least > 0 && (os != "ios" || name == "safari") {
		s.measuredWord("browser_version", diagnosis.Decimal(version))
		s.measuredYes("browser_outdated", version < least)
	} else {
		s.unmeasured("browser_outdated")
	}
	s.probeOS(agent, os, name, version)
}

func (s *session) probeOS(agent, os, browser string, version int) {
	release := -1
	switch {
	case os == "ios" && browser == "safari":
		release = version // iOS 26 froze the system's own number; Safari's follows the system
	case os == "ios":
		release, _ = number(behind(agent, " OS "))
	case os == "android" && browser == "firefox":
		release, _ = number(behind(agent, "Android "))
	}
	if release < 0 {
		s.unmeasured("os_outdated")
		return
	}
	s.measuredWord("os_version", diagnosis.Decimal(release))
	if os == "ios" {
		s.measuredYes("os_outdated", release < leastIOS)
	} else {
		s.unmeasured("os_outdated")
	}
}

func system(agent string) string {
	for _, k := range []struct{ mark, name string }{
		{"iPhone", "ios"}, {"iPad", "ios"}, {"iPod", "ios"}, {"Android", "android"}, {"Windows", "windows"},
		{"CrOS", "chromeos"}, {"Macintosh", "macos"}, {"Linux", "linux"},
	} {
		if contains(agent, k.mark) {
			return k.name
		}
	}
	return "other"
}

func inAppBrowser(agent, os string) string {
	for _, k := range inApp {
		if contains(agent, k.mark) {
			return k.name
		}
	}
	if os == "ios" && !contains(agent, "Safari/") {
		return "other"
	}
	return "none"
}

func browser(agent string) (name string, version int) {
	for _, k := range browsers {
		if contains(agent, k.mark) {
			version, _ = number(behind(agent, k.mark))
			return k.name, version
		}
	}
	return "other", -1
}

// behind returns what stands after the mark.
func behind(s, mark string) string {
	if i := japanese.Index(s, mark); i >= 0 {
		return s[i+len(mark):]
	}
	return ""
}
