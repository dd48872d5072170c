#include "pipeline/status.h"

#include <array>

namespace certlift::pipeline {
namespace {

constexpr std::string_view core = "IIS Web Core";
constexpr std::string_view core_for_http_sys =
    "IIS Web Core, for what HTTP.sys found wrong with the certificate";
constexpr auto by_report = Basis::observed;
constexpr auto by_inference = Basis::inferred;
constexpr auto by_nobody = Basis::unknown;

constexpr std::array causes_401_1{
    Cause{
        "The account of the mapping cannot log on: wrong password, disabled, expired, locked, or without the "
        "right that logonMethod needs.",
        "userName, password and logonMethod of the mapping; the account itself is not in the file"},
    Cause{"A certificate in oneToOneMappings cannot be decoded.", "the certificate attributes",
          "unreadable-certificate", by_report},
    Cause{"A mapping has no userName.", "userName", "mapping-without-user", by_nobody},
    Cause{"Windows authentication is not finished: normal, the next request goes on.",
          "windowsAuthentication",
          {},
          by_report},
    Cause{"The account of anonymous authentication cannot log on.",
          "userName and password of anonymousAuthentication",
          {},
          by_inference}};

constexpr std::array causes_401_2{
    Cause{"The certificate mappings are saved below the site, where IIS does not read them.",
          "a location tag below the site that holds iisClientCertificateMappingAuthentication",
          "misplaced-client-cert-mappings"},
    Cause{"The section is off, or there is no mapping, at the site and the server.",
          "the effective enabled and the lists at the site", "nothing-mapped", by_inference},
    Cause{"The kind of mapping is switched off, or the mapping stands in front of a <clear/>.",
          "oneToOne- and manyToOneCertificateMappingsEnabled, and the order", "dead-mapping"},
    Cause{"The module that maps certificates is not installed or was removed.", "globalModules and modules",
          "mapping-module-missing"},
    Cause{"The path does not request a certificate.", "sslFlags of access", "certificate-not-requested"},
    Cause{"The certificate fits no mapping: renewed, or of another authority.",
          "certlift simulate with the client's certificate", "expired-certificate"},
    Cause{"Active Directory mapping is on as well, and IIS does not use its own mappings then.",
          "clientCertificateMappingAuthentication", "ad-mapping-on"},
    Cause{"The path negotiates a certificate without requiring one, and the client sent none.",
          "sslFlags with SslNegotiateCert, without SslRequireCert",
          {},
          by_inference},
    Cause{"The first leg of Windows, Basic or Digest authentication: normal, the client tries again.",
          "which of them are on, and a WWW-Authenticate header in the answer",
          {},
          by_report},
    Cause{"No authentication is enabled at the path.", "enabled of each authentication section"}};

constexpr std::array causes_401_3{Cause{
    "The mapped Windows user has no right to the file. Typical right after mappings have become active: "
    "requests no longer run as the anonymous account.",
    "which user is mapped, and the file's permissions, which are not in the configuration"}};
constexpr std::array causes_401_4{Cause{"An ISAPI filter denies the request.", "isapiFilters"}};
constexpr std::array causes_401_5{Cause{"An ISAPI extension or CGI program denies the request."}};
constexpr std::array causes_401_7{
    Cause{"URL authorization denies the user. Whether IIS 7 and later log 401.2 or 401.7 for it is not "
          "documented.",
          "the authorization rules",
          {},
          by_nobody}};

constexpr std::array causes_403_4{Cause{"A request over http to a path that requires SSL.",
                                        "Ssl in sslFlags; whether the site has an https binding",
                                        "no-https-binding"}};
constexpr std::array causes_403_5{
    Cause{"A connection with less than 128 bits at a path with Ssl128. IIS 7.5 and later always have more.",
          "Ssl128 in sslFlags",
          {},
          by_report}};
constexpr std::array causes_403_7{
    Cause{"The client has no certificate, chose none, or has none that it takes for acceptable.",
          "SslRequireCert in sslFlags"},
    Cause{"The path requests the certificate after the TLS handshake, and the client does not support that "
          "under TLS 1.3 or refuses renegotiation.",
          "sslFlags of access, bits 32 and 128 of the binding's sslFlags", "late-certificate-request",
          by_report},
    Cause{"The client closed the connection while it was asked (win32 64).", {}, {}, by_inference}};
constexpr std::array causes_403_12{
    Cause{"A mapping with permissionMode=\"Deny\" fits the certificate. That it is 403.12 and no 401 follows "
          "from the "
          "status text alone.",
          "Deny mappings and their order", "deny-out-of-order", by_nobody}};
constexpr std::array causes_403_13{
    Cause{"The revocation list cannot be reached or is out of date; far more often than what follows.",
          "not in the file: netsh http show sslcert, verifyclientcertrevocation"},
    Cause{"The certificate has been revoked."}};
constexpr std::array causes_403_16{
    Cause{"The root of the certificate is not among the trusted roots of the server, or one there is not "
          "self-signed. Also where the path only negotiates a certificate.",
          "not in the file: the server's certificate stores"},
    Cause{"The certificate is not meant for client authentication, or its chain is broken.",
          "the extended key usage of the certificate",
          {},
          by_inference}};
constexpr std::array causes_403_17{
    Cause{"The certificate has expired or is not yet valid, or the clock of the server is wrong.",
          "the dates of the certificate", "expired-certificate"}};
constexpr std::array causes_404_13{Cause{
    "The request body is larger than maxAllowedContentLength. This is not the 413 of client certificates.",
    "requestLimits"}};
constexpr std::array causes_413_0{Cause{
    "The path requests a certificate after the TLS handshake, and the request body did not fit into the "
    "buffer that IIS keeps it in meanwhile.",
    "uploadReadAheadSize, sslFlags of access, bit 128 of the binding's sslFlags", "small-upload-read-ahead"}};
constexpr std::array causes_500_0{
    Cause{"The path requests a certificate after the TLS handshake, and TLS 1.3 is in use (win32 50, "
          "0x80070032): Windows Server 2025, Windows 11 24H2.",
          "sslFlags of access, bits 32 and 128 of the binding's sslFlags", "late-certificate-request"},
    Cause{"The application failed (another win32)."}};
constexpr std::array causes_500_19{
    Cause{"Two entries have one key, an inherited one included (0x800700B7).", "the lists of the section",
          "duplicate-mapping", by_report},
    Cause{"A section that IIS cannot read: unknown elements or attributes, wrong values (0x8007000D).",
          "the section named in the answer", "invalid-section"},
    Cause{"A section that is locked stands in a web.config (0x80070021).",
          "overrideModeDefault, overrideMode"},
    Cause{"A web.config that IIS may not read (win32 5).", "file permissions"}};
constexpr std::array causes_500_21{
    Cause{"A handler names a module that is not there.", "handlers, globalModules", {}, by_report}};
constexpr std::array causes_503_0{
    Cause{"The application pool is stopped, or its identity cannot log on.", "applicationPools"},
    Cause{"The worker process ends at once, because it cannot read applicationHost.config.",
          "a section that is stored twice for one path", "invalid-section", by_report}};
constexpr std::array causes_reset{
    Cause{"TLS 1.3 on Windows Server 2022, and the path requests the certificate after the TLS handshake.",
          "sslFlags of access, bits 32 and 128 of the binding's sslFlags", "late-certificate-request"},
    Cause{"The client refuses renegotiation under TLS 1.2 (Go, rustls, Bouncy Castle).",
          "sslFlags of access, bit 128 of the binding's sslFlags", "late-certificate-request", by_report},
    Cause{"Client and server have no TLS version in common.", "bits 32 and 64 of the binding's sslFlags"}};
constexpr std::array causes_hang{
    Cause{"The client ignores the request for a certificate after the TLS handshake; HTTPERR shows "
          "Timer_SslRenegotiation after two minutes.",
          "sslFlags of access, bit 128 of the binding's sslFlags", "late-certificate-request"}};

constexpr std::array rows{
    Status{"401.1", "the logon failed", "the authentication module that logs the user on",
           "1326, 1331, 1330, 1907, 1909, 1385, or a negative NTSTATUS", causes_401_1},
    Status{"401.2", "no authentication module set a user", core, "5", causes_401_2},
    Status{"401.3", "file permissions deny the user", core, "5", causes_401_3},
    Status{"401.4", "an ISAPI filter denies the user", "the filter", "5", causes_401_4},
    Status{"401.5", "the application denies the user", "the application", "5", causes_401_5},
    Status{"401.7", "URL authorization denies the user", "UrlAuthorizationModule", "5", causes_401_7},
    Status{"403.4", "SSL is required", core, "5", causes_403_4},
    Status{"403.5", "SSL with 128 bits is required", core, "5", causes_403_5},
    Status{"403.7", "a client certificate is required", core, "5, 64", causes_403_7},
    Status{"403.12", "the mapper denied access", "the module that maps certificates", "", causes_403_12},
    Status{"403.13", "the client certificate is revoked, or nobody could tell", core_for_http_sys,
           "2148081683, 2148081680", causes_403_13},
    Status{"403.16", "the client certificate is not trusted", core_for_http_sys, "2148204809", causes_403_16},
    Status{"403.17", "the client certificate has expired or is not yet valid", core_for_http_sys,
           "2148204801", causes_403_17},
    Status{"404.13", "the request body is larger than allowed", "RequestFilteringModule", "0", causes_404_13},
    Status{"413.0", "the request body is too large to be kept", core, "", causes_413_0},
    Status{"500.0", "an internal error", core, "50 (0x80070032)", causes_500_0},
    Status{"500.19", "the configuration cannot be read", "the module that reads the section",
           "183, 13, 33, 5", causes_500_19},
    Status{"500.21", "a handler names a module that is missing", core, "13", causes_500_21},
    Status{"503.0", "the application pool does not serve", "HTTP.sys", "", causes_503_0},
    Status{"reset", "the connection is reset, and IIS logs nothing", "HTTP.sys or Schannel", "",
           causes_reset},
    Status{"timeout", "no answer, then the connection is closed", "HTTP.sys", "", causes_hang}};

constexpr std::array numbers{
    ErrorNumber{0x80070005, "ERROR_ACCESS_DENIED", "access is denied", "401.2, 401.3, 403.4, 403.7"},
    ErrorNumber{0x8007000D, "ERROR_INVALID_DATA", "the data is invalid", "500.19, 500.21"},
    ErrorNumber{0x80070021, "ERROR_LOCK_VIOLATION", "the section is locked", "500.19"},
    ErrorNumber{
        0x80070032, "ERROR_NOT_SUPPORTED",
        "the request is not supported: under TLS 1.3 a certificate cannot be requested after the handshake",
        "500.0"},
    ErrorNumber{0x80070040, "ERROR_NETNAME_DELETED", "the client closed the connection", "403.7"},
    ErrorNumber{0x800700B7, "ERROR_ALREADY_EXISTS", "two entries have one key", "500.19"},
    ErrorNumber{0x8007052E, "ERROR_LOGON_FAILURE", "wrong user name or password", "401.1"},
    ErrorNumber{0x80070532, "ERROR_PASSWORD_EXPIRED", "the password has expired", "401.1"},
    ErrorNumber{0x80070533, "ERROR_ACCOUNT_DISABLED", "the account is disabled", "401.1"},
    ErrorNumber{0x80070569, "ERROR_LOGON_TYPE_NOT_GRANTED",
                "the account may not log on in the way that logonMethod says", "401.1"},
    ErrorNumber{0x80070773, "ERROR_PASSWORD_MUST_CHANGE", "the password must be changed first", "401.1"},
    ErrorNumber{0x80070775, "ERROR_ACCOUNT_LOCKED_OUT", "the account is locked", "401.1"},
    ErrorNumber{0x8009030E, "SEC_E_NO_CREDENTIALS", "Windows authentication is not finished", "401.1"},
    ErrorNumber{0x80092010, "CRYPT_E_REVOKED", "the certificate has been revoked", "403.13"},
    ErrorNumber{0x80092012, "CRYPT_E_NO_REVOCATION_CHECK", "revocation could not be checked", "403.13"},
    ErrorNumber{0x80092013, "CRYPT_E_REVOCATION_OFFLINE", "the revocation list cannot be reached", "403.13"},
    ErrorNumber{0x80093102, "CRYPT_E_ASN1_EOD", "a certificate in a mapping cannot be decoded", "401.1"},
    ErrorNumber{0x800B0101, "CERT_E_EXPIRED", "the certificate has expired or is not yet valid", "403.17"},
    ErrorNumber{0x800B0109, "CERT_E_UNTRUSTEDROOT", "the root of the certificate is not trusted", "403.16"},
    ErrorNumber{0x800B010A, "CERT_E_CHAINING", "the chain of the certificate is broken", "403.16"},
    ErrorNumber{0x800B010C, "CERT_E_REVOKED", "the certificate has been revoked", "403.13"},
    ErrorNumber{0x800B0110, "CERT_E_WRONG_USAGE", "the certificate is not meant for client authentication",
                "403.16"},
    ErrorNumber{0x800B0112, "CERT_E_UNTRUSTEDCA", "an authority in the chain is not trusted", "403.16"},
    ErrorNumber{0xC000006D, "STATUS_LOGON_FAILURE", "wrong user name or password", "401.1"}};

}  // namespace

std::span<const Status> statuses() {
  return rows;
}

std::span<const ErrorNumber> error_numbers() {
  return numbers;
}

}  // namespace certlift::pipeline
