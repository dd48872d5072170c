#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certlift::iis {

/// How the text of a `certificate` attribute reads.
enum class CertificateState {
  sound,       ///< base64 of a DER certificate, nothing around it
  wrapped,     ///< the same once PEM armour or white space is taken off: IIS never matches it as it stands
  not_base64,  ///< no base64 at all
  no_certificate,     ///< base64 of something else
  sha1_thumbprint,    ///< the 40 hex digits that Windows shows as a certificate's thumbprint
  sha256_thumbprint,  ///< 64 hex digits
  empty,              ///< nothing, or blanks
};

/// A certificate as a mapping holds it. IIS compares "the whole certificate, as text"
/// (configuration reference, oneToOneMappings/add).
struct Certificate {
  CertificateState state;
  std::string not_before = {};  ///< "YYYY-MM-DD", UTC; empty unless it is a certificate
  std::string not_after = {};   ///< the last day, in the same way
  /// Its base64 as it is usually written: padded, without armour and white space. Empty where the text is
  /// just that, or no base64.
  std::string usual_text = {};
};

/// Reads the decoded value of a `certificate` attribute. Throws std::bad_alloc where mbedTLS lacks memory: it
/// is not known then whether it is a certificate.
Certificate read_certificate(std::string_view text);

/// Whether an error code of mbedTLS says that memory was lacking. To the code of a high-level module, a
/// multiple of 0x80, that of a low-level one may be added (mbedTLS, error.h).
bool means_lack_of_memory(int code);

/// What to say, behind its name, of a `certificate` in which no certificate was entered but a thumbprint, or
/// nothing; empty for every other state.
std::string what_was_entered(CertificateState state);

/// PowerShell: prints what belongs into a `certificate` attribute, of a file with the client's certificate.
inline constexpr std::string_view print_certificate_command =
    "[Convert]::ToBase64String((Get-PfxCertificate client.cer).RawData)";

/// The text without PEM armour and white space.
std::string without_armour(std::string_view text);

}  // namespace certlift::iis
