#include <certlift/certlift.h>

#include <stdio.h>
#include <string.h>

/* The functions for C from outside: prints the report on a small configuration. */
int main(void) {
  const char *text =
      "<configuration><location path='Site/App'><system.webServer><security><authentication>"
      "<iisClientCertificateMappingAuthentication enabled='true'/>"
      "</authentication></security></system.webServer></location></configuration>";
  certlift_file *file = certlift_open(text, strlen(text), NULL);
  const char *report = file ? certlift_check(file, "json", NULL) : NULL;
  if (report) puts(report);
  certlift_close(file);
  return report ? 0 : 1;
}
