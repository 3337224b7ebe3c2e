package site

// wordKeys are the texts that the widget fills in (package wasm); words.yaml has each of them.
var wordKeys = []string{
	"checking", "asking", "advising", "urgent-status", "abstaining",
	"checks-title", "checks-fine", "check-pending", "check-unknown", "void", "no-window", "status-old", "mark-ok", "mark-warn", "mark-fail", "mark-unknown",
	"change-title", "change-none", "result-ok", "result-warn", "result-fail", "result-unknown",
	"experiment-how", "experiment-to-cellular", "experiment-to-wifi", "experiment-better", "experiment-same-bad", "experiment-worse", "experiment-same",
	"understood-title", "forget", "yes", "no", "unknown", "more-questions", "again",
	"urgent-label", "advice-label", "advice-so-far", "likely", "possible", "unlikely", "guide-link", "urgent-guide-link", "remedy-guide", "open-guide", "steps-missing", "about", "minutes",
	"fixed", "not-fixed", "urgent-fixed", "urgent-not-fixed", "more-remedies", "fixed-title", "fixed-text", "others-title", "card-payment-ok", "card-payment-stopped",
	"reasons-title", "for-title", "sounds-like", "against-title", "ruled-out-title", "not-checked-title",
	"tell", "handoff-title", "handoff-hint", "copy-text", "copy-report", "save-report", "report-link", "copied", "copy-failed",
	"report-opened", "report-wrong", "report-no-json", "summary-title", "words-title", "cause-title", "tried-title", "plan-title",
	"abstain-title", "abstain-text", "symptoms-link", "support-title", "support-link",
}
