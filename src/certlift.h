#ifndef CERTLIFT_H
#define CERTLIFT_H

/* certlift as a library: what finds faults in the text of a configuration and fixes them in memory. Reads and
   writes no file, prints nothing, throws nothing. docs/library.md has an example in each language. */

#define CERTLIFT_VERSION_MAJOR 0
#define CERTLIFT_VERSION_MINOR 2
#define CERTLIFT_VERSION_PATCH 0

#if !defined(_WIN32)
#define CERTLIFT_API __attribute__((visibility("default")))
#elif defined(certlift_c_EXPORTS) /* CMake defines it for the library that has them */
#define CERTLIFT_API __declspec(dllexport)
#else
#define CERTLIFT_API
#endif

/* --- C ---
   For every language that can call C. Text is UTF-8 and ends with a NUL that its size does not count. A file
   may be used by one thread at a time; different files have nothing in common. */

#ifdef __cplusplus
#include <cstddef>
extern "C" {
using std::size_t;
#else
#include <stddef.h>
#endif

/* One configuration, read once. */
typedef struct certlift_file certlift_file;

/* "0.2.0", for ever. */
CERTLIFT_API const char *certlift_version(void);

/* Reads `size` bytes of a configuration; they are copied. `request` is NULL, or a JSON object with any of
     "path"     how the reports name the file ("applicationHost.config")
     "only"     ids of rules, an array: no other is looked for
     "skip"     ids of rules that are not looked for
     "sites"    names of sites: no other is looked at
     "accept"   ids of risks that you consent to, or "all"
     "windows"  the year in Windows Server's name, as in 2022
   What is wrong with the file or the request, the reports say. NULL: there is not enough memory. */
CERTLIFT_API certlift_file *certlift_open(const char *bytes, size_t size, const char *request);

/* What is wrong with it, as `certlift check --format FORMAT` has it: "json" (docs/report.schema.json;
   exit_code says in short what it says) or "html". The text is the file's, until the next report of it or
   certlift_close(). NULL: there is not enough memory, or no such format. `size` may be NULL. */
CERTLIFT_API const char *certlift_check(certlift_file *file, const char *format, size_t *size);

/* What fix makes of it, in the same way, and its bytes in the file's own encoding, those of the file if there
   is nothing to fix; they are the file's until certlift_close(), and no NUL follows. NULL: the report says
   why. */
CERTLIFT_API const char *certlift_fix(certlift_file *file, const char *format, size_t *size);
CERTLIFT_API const char *certlift_fixed_bytes(certlift_file *file, size_t *size);

/* What a log of Failed Request Tracing (fr*.xml) says, tied to the file, as `certlift freb --format FORMAT`
   has it (docs/freb.schema.json). `log_name` is how the report names the log. */
CERTLIFT_API const char *certlift_freb(certlift_file *file, const char *log, size_t log_size,
                                       const char *log_name, const char *format, size_t *size);

/* What IIS answers to a request for `url`, now and after the fix, as `certlift simulate --format FORMAT` has
   it (docs/simulate.schema.json). `certificate` is a file with the client's (DER, PEM, PKCS#7); NULL: it has
   none. */
CERTLIFT_API const char *certlift_simulate(certlift_file *file, const char *url, const char *certificate,
                                           size_t certificate_size, const char *format, size_t *size);

/* Frees the file and all that came of it. NULL is no file, and nothing happens. */
CERTLIFT_API void certlift_close(certlift_file *file);

#ifdef __cplusplus
}  // extern "C"

// --- C++ ---

#include "engine/fix.h"
#include "engine/registry.h"

/// The values behind it:
///
///     auto reading = engine::read(bytes, "applicationHost.config", {engine::registry()});
///     auto repair = engine::fix(*reading, {engine::registry()});
///     bytes = repair->after->bytes();
///
/// Every result may be an Error (base/result.h); check it before use.
#endif

#endif
