#pragma once

#include "iis/certificate_mapping.h"
#include "iis/client_certificate.h"
#include "pipeline/unknown.h"

#include <optional>
#include <string_view>

/// Whether the rules of a many-to-one mapping fit a certificate. Sources: IIS configuration reference,
/// `manyToOneMappings/add/rules/add`; IIS 6 "Many-to-One Mapping". Told there: a rule compares one part of
/// subject or issuer with a text in which `*` stands for anything.
namespace certlift::pipeline {

enum class Fit { no, yes, unknown };

struct Match {
  Fit fit;
  Unknown why = Unknown::none;  ///< with Fit::unknown
};

/// One rule, as it is written.
struct MatchRule {
  std::string_view field;      ///< "Subject", "Issuer", or their numbers
  std::string_view sub_field;  ///< "CN"
  std::string_view criteria;
  bool is_case_sensitive = true;
};

/// A pattern without wildcard, or with `*` at its ends, against the only attribute of its kind is told; all
/// else is unknown.
Match match(const MatchRule& rule, const iis::ClientCertificate& certificate);

/// All rules of the mapping together.
Match match(const iis::Mapping& many_to_one, const iis::ClientCertificate& certificate);

/// A made-up certificate that the mapping fits for sure; nothing where it is not known which one does.
std::optional<iis::ClientCertificate> fitting_certificate(const iis::Mapping& many_to_one);

}  // namespace certlift::pipeline
