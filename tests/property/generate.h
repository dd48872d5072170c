#pragma once

#include "property/description.h"
#include "property/style.h"

#include <rapidcheck.h>

#include <ostream>
#include <string>
#include <vector>

namespace certlift::property {

/// What the user consents to.
using Consent = std::vector<std::string>;
struct RandomConsent {
  Consent risks;
};

void showValue(const Config& config, std::ostream& out);          // NOLINT: rapidcheck's name
void showValue(const Style& style, std::ostream& out);            // NOLINT: rapidcheck's name
void showValue(const RandomConsent& consent, std::ostream& out);  // NOLINT: rapidcheck's name

}  // namespace certlift::property

template <>
struct rc::Arbitrary<certlift::property::Config> {
  static rc::Gen<certlift::property::Config> arbitrary();
};
template <>
struct rc::Arbitrary<certlift::property::Style> {
  static rc::Gen<certlift::property::Style> arbitrary();
};
template <>
struct rc::Arbitrary<certlift::property::RandomConsent> {
  static rc::Gen<certlift::property::RandomConsent> arbitrary();
};
