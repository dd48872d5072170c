#pragma once

#include "pipeline/scene.h"

/// How IIS comes by the client's certificate, and what the path makes of it. Sources: Microsoft, "TLS 1.3 and
/// client certificates" (IIS support blog, ba-p/4449362), "Configure certificate authentication in ASP.NET
/// Core" (the request body), "HTTP/2 on IIS"; IIS configuration reference, `<access>` and `<binding>`.
namespace certlift::pipeline {

/// The TLS handshake, and the request for a certificate after it, with the body that IIS keeps meanwhile.
void obtain_certificate(const Scene& scene, Walk& walk);

/// `sslFlags` of `access`, and what HTTP.sys has found wrong with the certificate: 403.4 to 403.17.
void check_access(const Scene& scene, Walk& walk);

}  // namespace certlift::pipeline
