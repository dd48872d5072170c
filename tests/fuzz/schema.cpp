#include "engine/registry.h"
#include "fuzz/support/mutate_xml.h"
#include "fuzz/support/require.h"
#include "iis/effective.h"
#include "iis/schema_reader.h"
#include "support/run_engine.h"

/// Any bytes as a server's schema, completed as the program does it: what it makes of a configuration may be
/// nonsense, but it ends, and no law is broken.
namespace certlift::fuzz {
namespace {

constexpr const char* configuration =
    "<configuration>\n"
    "  <system.applicationHost><sites><site name='Shop' id='1'/></sites></system.applicationHost>\n"
    "  <location path='Shop/A'><system.webServer><security>\n"
    "    <access sslFlags='Ssl, SslNegotiateCert'/>\n"
    "    <authentication><iisClientCertificateMappingAuthentication enabled='true'>\n"
    "      <oneToOneMappings>\n"
    "        <clear/>\n"
    "        <add userName='u' password='p' certificate='QQ=='/>\n"
    "      </oneToOneMappings>\n"
    "      <manyToOneMappings>\n"
    "        <add name='m' enabled='true' userName='u' password='p'>\n"
    "          <rules><add certificateField='Subject' certificateSubField='O' matchCriteria='x'/></rules>\n"
    "        </add>\n"
    "      </manyToOneMappings>\n"
    "    </iisClientCertificateMappingAuthentication></authentication>\n"
    "  </security></system.webServer></location>\n"
    "</configuration>\n";

void use(const iis::Schema& schema) {
  const iis::Surroundings surroundings{.schema = &schema, .today = "2027-06-01"};
  const auto document = xml::Document::parse(configuration);
  require(document.has_value(), "the configuration is one");
  const iis::HostConfig config(*document, surroundings);
  for (const char* path : {"", "Shop", "Shop/A"}) iis::effective_sections(config, iis::LocationPath(path));
  const auto repair = engine::fix(configuration, "", {engine::registry(), {.accept = {"all"}}, surroundings});
  require(repair.has_value(), "the laws", repair ? "" : repair.error().message);
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return certlift::fuzz::mutate_xml(data, size, max_size, seed, certlift::fuzz::schema_words);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace certlift;
  const auto document = xml::Document::parse(fuzz::input_of(data, size));
  if (!document) return 0;
  iis::Schema schema;
  if (const auto read = iis::read_schema(*document, schema); !read)
    fuzz::require(read.error().code == ErrorCode::not_understood && !read.error().message.empty(),
                  "an error has a message");
  fuzz::use(iis::completed(std::move(schema), iis::Schema::built_in()));
  return 0;
}
