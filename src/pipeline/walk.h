#pragma once

#include "pipeline/prediction.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlift::pipeline {

/// One way that the request can have taken so far.
struct Way {
  std::string condition = {};    ///< when it takes this one
  bool has_certificate = false;  ///< the modules see one
  std::optional<std::string> user = {};
};

/// A request on its way through the stages: where something is not known, it goes on in more than one way.
class Walk {
 public:
  /// The ways that go on. A stage replaces them.
  std::vector<Way> open{Way{}};

  /// One way ends here.
  void end(const Way& way, std::string_view status, std::string_view condition = {});
  /// All of them do.
  void end_all(std::string_view status);
  void say(Stage stage) { stages_.push_back(std::move(stage)); }
  void assume(std::string what, std::string settle_with);

  /// How many ways have ended.
  std::size_t count_ended() const { return ended_.size(); }

  /// The ways that are open have passed. All that ended, as a prediction.
  Prediction finish() &&;

 private:
  std::vector<Outcome> ended_;
  std::vector<Stage> stages_;
  std::vector<Assumption> assumptions_;
};

/// The way, under one more condition.
Way with_condition(Way way, std::string_view condition);

/// Several answers together, of which nothing tells the one: each has the condition that it holds under.
Prediction together(std::vector<Prediction> predictions);

}  // namespace certlift::pipeline
