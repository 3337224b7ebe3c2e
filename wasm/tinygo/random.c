// TinyGo asks libc's arc4random for one seed, and that brings a cipher and printf into the module: 6 kB brotli.
// The linker's --wrap puts the browser's own random numbers in its place.
#include <stdint.h>

__attribute__((import_module("wasi_snapshot_preview1"), import_name("random_get"))) int random_get(uint8_t *to, int size);

uint32_t __wrap_arc4random(void) {
  uint32_t x = 0;
  random_get((uint8_t *)&x, sizeof x);
  return x;
}

// What main's end would flush: the widget prints nothing.
void __wrap___stdio_exit(void) {}
