package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// After a build memory is collected as before it, whether or not it was collected meanwhile.
func TestCollectingSeldomEnds(t *testing.T) {
	percent := func() int {
		now := debug.SetGCPercent(100)
		debug.SetGCPercent(now)
		return now
	}
	before := percent()
	stop := collectSeldom()
	for range 500 { // the system tells of a collection a little later
		if runtime.GC(); percent() == leisure {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if got := percent(); got != leisure {
		t.Errorf("%d percent after a collection, not %d", got, leisure)
	}
	stop()
	collectSeldom()()
	for range 3 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	if got := percent(); got != before {
		t.Errorf("%d percent in the end, %d before", got, before)
	}
}
