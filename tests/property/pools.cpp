#include "property/description.h"

#include <algorithm>
#include <cctype>

namespace certlift::property {
namespace {

using namespace std::string_view_literals;

// Two certificates of which one has expired; the others only look like one.
#define CERTLIFT_SOUND                                                                                   \
  "MIIBezCCASGgAwIBAgIUOaJvppyBy01jMiF9A5AXo4Mlnj8wCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHY2xpZW50MTAgFw0yNjEx" \
  "MjIxMDAxNTlaGA8yMTI2MTAyOTEwMDE1OVowEjEQMA4GA1UEAwwHY2xpZW50MTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKV1" \
  "/326rI+aollNwTXKqUpIl4LZRV7+TaPGBFZMdPYedri5k0SitWApj0Z6LNBNlwHG8HgSeBMR/8dVxBs1lDijUzBRMB0GA1UdDgQW" \
  "BBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAfBgNVHSMEGDAWgBSwhtLDHCpXT0/HD4hXFwbMWpPpGzAPBgNVHRMBAf8EBTADAQH/MAoG" \
  "CCqGSM49BAMCA0gAMEUCIQCXWuyasPV7SSL5eI0lnynp74PV1fUdEnevmDFS6auaJgIgBrfFfrpFcp+nqozOQ4s4ThA43N2HGg+w" \
  "bFY+83KMW2Q="
#define CERTLIFT_EXPIRED                                                                                 \
  "MIIBeDCCAR+gAwIBAgIUHHYhqTfl+4XNDj5FO7FLU0LhmDcwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHZXhwaXJlZDAeFw0yNjEx" \
  "MjIxMDMwNTZaFw0yNjExMjMxMDMwNTZaMBIxEDAOBgNVBAMMB2V4cGlyZWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQtPHA/" \
  "vN/mHNHHyZo2yGYj/KQjJkLQzUTuvhZYg+nez4Mtr3fmXi6MR3nvOp0EHog6DtUEsZQx2s0uNsLcD/eGo1MwUTAdBgNVHQ4EFgQU" \
  "RITdmYQmsqDiFzm2XLHAFDWJ8bwwHwYDVR0jBBgwFoAURITdmYQmsqDiFzm2XLHAFDWJ8bwwDwYDVR0TAQH/BAUwAwEB/zAKBggq" \
  "hkjOPQQDAgNHADBEAiA+j9AnqbtUHSlOBk3knyFkVN5blioxy+yGSP43IDYViQIgcycvVXsUTncSyNKciJNu9Kx1tmcoTnPucHgI" \
  "KqQm1fU="

constexpr std::array certificate_pool{"QzE="sv,
                                      "QzI="sv,
                                      "Qz E="sv,
                                      "" CERTLIFT_SOUND ""sv,
                                      "-----BEGIN CERTIFICATE----- " CERTLIFT_SOUND
                                      " -----END CERTIFICATE-----"sv,
                                      " " CERTLIFT_EXPIRED ""sv,
                                      "no base64 at all!"sv,
                                      "MII...QAB"sv};
#undef CERTLIFT_SOUND
#undef CERTLIFT_EXPIRED
constexpr std::array name_pool{"Map1"sv,      "map1"sv, "Müller"sv, "MÜLLER"sv, "a & b \"q\" 'r' <s>"sv,
                               "Map1 (S/A)"sv};
constexpr std::array user_pool{"u1"sv, "DOM\\u2"sv, "ü&<>\"' x"sv, "U1"sv, ""sv};
constexpr std::array password_pool{""sv, "secret"sv, "[enc:IISCngProvider:MTIz:enc]"sv,
                                   "[enc:IISCngProvider:OTk5:enc]"sv};
constexpr std::array mode_pool{""sv, "Allow"sv, "Deny"sv, "2"sv, "1"sv, "allow"sv};
constexpr std::array logon_pool{""sv, "ClearText"sv, "Network"sv, "2"sv, "network"sv};
constexpr std::array domain_pool{""sv, "CORP"sv, "LAB"sv};
constexpr std::array ssl_pool{""sv, "None"sv, "Ssl, SslNegotiateCert"sv,
                              "Ssl, SslNegotiateCert, SslRequireCert"sv, "104"sv};
constexpr std::array override_pool{""sv, "overrideMode=Allow"sv, "overrideMode=Deny"sv,
                                   "allowOverride=false"sv};
constexpr std::array inherit_pool{""sv, "false"sv, "true"sv};
constexpr std::array site_pool{"S"sv, "S2"sv, "Default Web Site"sv, "O'Brien & Söhne (x64) v1.0"sv,
                               "A \"B\" <C>"sv};
constexpr std::array sub_path_pool{""sv, "A"sv, "B"sv, "A/deep"sv, "img"sv, "A/page.aspx"sv};
constexpr std::array rule_pool{"Subject|O|Contoso|"sv, "Issuer|CN|x*|"sv, "Issuer|CN|x*|True"sv,
                               "1|O|Contoso|false"sv,  "clear"sv,         "1|O|Contoso|TRUE"sv,
                               "Issuer|CN|X*|"sv,      "2|CN|x*|"sv,      "Issuer|CN|x*|false"sv,
                               "subject|O|Contoso|"sv};
constexpr std::array authorization_pool{"Allow|*||"sv,     "Deny|*||"sv,    "Allow|||"sv,
                                        "Allow|u1||GET"sv, "0|U1||GET"sv,   "Allow|u1||get"sv,
                                        "remove|*||"sv,    "remove|u1||"sv, "clear"sv};
constexpr std::array windows_pool{"Negotiate"sv, "NTLM"sv,    "negotiate"sv, "-NEGOTIATE"sv, "clear"sv,
                                  "@HTTP/a"sv,   "@http/A"sv, "@-HTTP/a"sv,  "@clear"sv};

char flip(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return static_cast<char>(std::isupper(byte) ? std::tolower(byte) : std::toupper(byte));
}

}  // namespace

Pool certificates() {
  return certificate_pool;
}
Pool names() {
  return name_pool;
}
Pool users() {
  return user_pool;
}
Pool passwords() {
  return password_pool;
}
Pool modes() {
  return mode_pool;
}
Pool logon_methods() {
  return logon_pool;
}
Pool domains() {
  return domain_pool;
}
Pool ssl_flags() {
  return ssl_pool;
}
Pool override_modes() {
  return override_pool;
}
Pool inherits() {
  return inherit_pool;
}
Pool site_names() {
  return site_pool;
}
Pool sub_paths() {
  return sub_path_pool;
}
Pool rules() {
  return rule_pool;
}
Pool authorization_entries() {
  return authorization_pool;
}
Pool windows_entries() {
  return windows_pool;
}

std::string_view of(Pool pool, int choice) {
  return pool[static_cast<std::size_t>(choice)];
}

std::string written_path(const Tag& tag) {
  if (tag.site < 0) return tag.spelling % 2 == 0 ? "" : ".";
  std::string path(of(site_names(), tag.site));
  if (tag.below > 0) path += "/" + std::string(of(sub_paths(), tag.below));
  if (tag.spelling == 1) std::ranges::transform(path, path.begin(), flip);
  if (tag.spelling == 2) std::ranges::replace(path, '/', '\\');
  if (tag.spelling == 3) path = "/" + path + "/";
  return path;
}

}  // namespace certlift::property
