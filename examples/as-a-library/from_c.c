#include "certlift.h"

#include <stdio.h>
#include <stdlib.h>

/* Reads a configuration from standard input, and prints what is wrong with it as JSON. */
int main(void) {
  static char bytes[1 << 20];
  const size_t read = fread(bytes, 1, sizeof bytes, stdin);
  certlift_file *file = certlift_open(bytes, read, "{\"only\": [\"misplaced-client-cert-mappings\"]}");
  const char *report = file ? certlift_check(file, "json", NULL) : NULL;
  if (!report) {
    fputs("there is not enough memory\n", stderr);
    certlift_close(file);
    return EXIT_FAILURE;
  }
  fputs(report, stdout);
  certlift_close(file);
  return EXIT_SUCCESS;
}
