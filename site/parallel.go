package site

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel calls do for 0…n-1, on as many goroutines as there are cores.
func inParallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

// tryInParallel is inParallel until the first error, which it returns.
func tryInParallel(n int, do func(i int) error) error {
	var failed atomic.Bool
	var first error
	var once sync.Once
	inParallel(n, func(i int) {
		if failed.Load() {
			return
		}
		if err := do(i); err != nil {
			once.Do(func() { first = err })
			failed.Store(true)
		}
	})
	return first
}
