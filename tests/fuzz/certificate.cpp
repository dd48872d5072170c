#include "base/base64.h"
#include "fuzz/support/require.h"
#include "iis/client_certificate.h"
#include "pipeline/simulate.h"
#include "xml/document.h"

#include <string>

/// Any bytes as the file of a client's certificate: it is refused with a sentence, or read as the same
/// certificate however it is wrapped, and a request with it gets an answer.
namespace certlift::fuzz {
namespace {

constexpr const char* configuration =
    "<configuration><system.applicationHost><sites><site name='Shop' id='1'><bindings>"
    "<binding protocol='https' bindingInformation='*:443:'/></bindings></site></sites>"
    "</system.applicationHost><location path='Shop'><system.webServer><security>"
    "<access sslFlags='Ssl, SslNegotiateCert, SslRequireCert'/><authentication>"
    "<anonymousAuthentication enabled='false'/><iisClientCertificateMappingAuthentication enabled='true'>"
    "<manyToOneMappings><add name='m' userName='u' password='p'><rules>"
    "<add certificateField='Subject' certificateSubField='OU' matchCriteria='T*' "
    "compareCaseSensitive='false'/>"
    "<add certificateField='Issuer' certificateSubField='CN' matchCriteria='*client*'/>"
    "</rules></add></manyToOneMappings></iisClientCertificateMappingAuthentication></authentication>"
    "</security></system.webServer></location></configuration>";

bool is_same(const iis::ClientCertificate& a, const iis::ClientCertificate& b) {
  return a.der == b.der && iis::shown_name(a.subject) == iis::shown_name(b.subject) &&
         iis::shown_name(a.issuer) == iis::shown_name(b.issuer) && a.not_after == b.not_after;
}

void simulate_with(const iis::ClientCertificate& certificate) {
  static const auto document = xml::Document::parse(configuration);
  const iis::HostConfig config(*document, {.today = "2027-06-01"});
  pipeline::Request request{.url = *pipeline::read_url("https://shop.example/")};
  request.certificate = &certificate;
  const auto answer = pipeline::simulate(config, request);
  require(answer && !answer->outcomes.empty(), "a request gets an answer");
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto read = iis::read_certificate_file(bytes);
  if (!read) {
    fuzz::require(read.error().code == ErrorCode::not_understood && !read.error().message.empty(),
                  "an error has a message");
    return 0;
  }
  const std::string pem =
      "-----BEGIN CERTIFICATE-----\n" + encode_base64(read->der) + "\n-----END CERTIFICATE-----\n";
  for (const std::string& again : {read->der, encode_base64(read->der), pem}) {
    const auto other = iis::read_certificate_file(again);
    fuzz::require(other && fuzz::is_same(*read, *other), "it is the same however it is wrapped",
                  other ? "another one" : other.error().message);
  }
  fuzz::simulate_with(*read);
  return 0;
}
