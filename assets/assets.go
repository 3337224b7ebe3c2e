// Package assets is the theme: templates, styles, the few lines of script,
// icons and, once it is built, the widget. It is a package only because
// embedding cannot reach upward.
package assets

import "embed"

// Theme holds the folders as they are named here.
//
//go:embed templates css js later icons widget
var Theme embed.FS
