#include "render/effect.h"

#include "render/mask.h"
#include "render/report.h"
#include "render/secrets.h"
#include "text/wording.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace certlift::render {
namespace {

using pipeline::Client;
using pipeline::MatrixCell;
using pipeline::MatrixPath;
using pipeline::SiteMatrix;

std::string short_answer(const pipeline::Outcome& outcome) {
  if (outcome.status != pipeline::passed) return outcome.status;
  const std::string user = outcome.user.value_or("");
  return user.empty() ? "anonymous" : user;
}

class MatrixMask {
 public:
  void hide_in(SiteMatrix& site) {
    for (std::shared_ptr<const Client>& client : site.clients) client = hidden(client);
    for (MatrixPath& path : site.paths) {
      path.path = mask_.hide(path.path);
      path.url = mask_.hide(path.url);
      for (MatrixCell& cell : path.cells) {
        hide_in(cell.now);
        hide_in(cell.after);
      }
    }
  }

 private:
  void hide_in(pipeline::Prediction& prediction) {
    for (pipeline::Outcome& outcome : prediction.outcomes) {
      if (outcome.user) outcome.user = mask_.hide(*outcome.user);
      outcome.condition = mask_.hide(outcome.condition);
    }
  }

  std::shared_ptr<const Client> hidden(const std::shared_ptr<const Client>& client) {
    if (secrets_of(client->name).empty() && secrets_of(client->user).empty()) return client;
    Client told = *client;
    told.name = mask_.hide(told.name);
    told.user = mask_.hide(told.user);
    return std::make_shared<const Client>(std::move(told));
  }

  Mask mask_;
};

}  // namespace

std::vector<SiteMatrix> masked(std::vector<SiteMatrix> matrix) {
  MatrixMask mask;
  for (SiteMatrix& site : matrix) mask.hide_in(site);
  return matrix;
}

std::string answer_of(const pipeline::Prediction& prediction) {
  std::vector<std::string> answers;
  for (const pipeline::Outcome& outcome : prediction.outcomes) answers.push_back(short_answer(outcome));
  return text::alternatives(answers);
}

std::vector<std::string> effect_lines(std::span<const SiteMatrix> effect) {
  std::vector<std::string> lines;
  for (const SiteMatrix& site : effect)
    for (const MatrixPath& path : site.paths)
      for (const MatrixCell& cell : path.cells)
        if (cell.is_changed())
          lines.push_back(in_one_line(path.path) + " with " + in_one_line(site.clients[cell.client]->name) +
                          ": " + in_one_line(answer_of(cell.now)) + " \u2192 " +
                          in_one_line(answer_of(cell.after)));
  return lines;
}

std::vector<pipeline::Assumption> assumptions_of(std::span<const SiteMatrix> matrix) {
  std::vector<pipeline::Assumption> assumptions;
  for (const SiteMatrix& site : matrix)
    for (const pipeline::Assumption& assumption : site.assumptions)
      if (std::ranges::find(assumptions, assumption) == assumptions.end()) assumptions.push_back(assumption);
  return assumptions;
}

std::size_t left_out_of(std::span<const SiteMatrix> matrix) {
  std::size_t left_out = 0;
  for (const SiteMatrix& site : matrix) left_out += site.left_out;
  return left_out;
}

std::string effect_text(std::span<const SiteMatrix> effect, Answers answers) {
  constexpr std::size_t few = 10;
  const std::vector<std::string> lines = effect_lines(effect);
  const std::vector<pipeline::Assumption> assumptions = assumptions_of(effect);
  if (lines.empty()) return "no answer to a client changes, as far as can be predicted\n";
  std::string text = "who gets in where, before \u2192 after the change, as predicted";
  if (!assumptions.empty() && answers == Answers::few)
    text += " under " + counted(assumptions.size(), "assumption") + " (-v lists them)";
  text += ":\n";
  const std::size_t shown = answers == Answers::all || lines.size() <= few ? lines.size() : few - 1;
  for (const std::string& line : std::span(lines).first(shown)) text += "    " + line + "\n";
  if (shown < lines.size())
    text += "    and " + std::to_string(lines.size() - shown) + " more; -v lists all\n";
  if (const std::size_t left_out = left_out_of(effect); left_out > 0)
    text += "    and " + counted(left_out, "mapped certificate") +
            " that no answer was predicted for; simulate --all --user NAME predicts them\n";
  if (answers == Answers::all)
    for (const pipeline::Assumption& assumption : assumptions)
      text += "    assumed: " + assumption.what + " (" + assumption.settle_with + ")\n";
  return text;
}

}  // namespace certlift::render
