#include "render/simulate_page.h"

#include "render/effect.h"
#include "render/report.h"
#include "render/shell_word.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace certlift::render {
namespace {

using pipeline::Assumption;
using pipeline::Prediction;
using pipeline::SiteMatrix;

/// Answers on one page; of more it would be slow to open.
constexpr std::size_t most_answers = 2000;

/// "401.2: …", or each of the answers that it can be, with its condition.
std::string answer_sentence(const Prediction& prediction) {
  std::string text;
  for (const pipeline::Outcome& outcome : prediction.outcomes)
    text += (text.empty() ? "" : "; or ") + long_answer(outcome) +
            (outcome.condition.empty() ? "" : ", " + outcome.condition);
  return text + " (" + std::string(words_of(prediction.grade)) + ").";
}

Tone tone_of_answer(const Prediction& prediction) {
  if (prediction.outcomes.size() != 1) return Tone::warning;
  return prediction.outcomes.front().status == pipeline::passed ? Tone::good : Tone::error;
}

Table stages_of(const Prediction& prediction) {
  Table table{{"Stage", "Module", "What happens", "Because of", "How sure"}};
  for (const pipeline::Stage& stage : prediction.stages)
    table.rows.push_back(
        {{std::string(pipeline::name_of(stage.stage)), stage.module, stage.what,
          stage.place.line == 0 ? "" : stage.place.file + ":" + std::to_string(stage.place.line),
          std::string(words_of(stage.grade))}});
  return table;
}

void add_assumptions(const std::vector<Assumption>& assumptions, Page& page) {
  if (assumptions.empty()) return;
  Items items;
  for (const Assumption& assumption : assumptions)
    items.items.push_back(assumption.what + " (" + assumption.settle_with + ")");
  page.blocks.emplace_back(Heading{"What was assumed, and how to find out"});
  page.blocks.emplace_back(std::move(items));
}

void add_request(const SimulateReport& report, const SimulatedRequest& request, Page& page) {
  Statement said{tone_of_answer(request.now)};
  said.sentences.push_back(request.method + " " + request.url +
                           (request.certificate ? " with the certificate of " + request.certificate->subject
                                                : " without a certificate") +
                           ": " + answer_sentence(request.now));
  said.sentences.push_back("After certlift fix: " + (request.is_changed() ? answer_sentence(request.after)
                                                     : report.fix_changes_file
                                                         ? "the same."
                                                         : "the same, for fix changes nothing."));
  if (report.fix_changes_file) said.commands.push_back("certlift diff " + shell_word(report.file));
  page.blocks.emplace_back(std::move(said));
  page.blocks.emplace_back(Heading{"Now, stage by stage"});
  page.blocks.emplace_back(stages_of(request.now));
  if (request.is_changed()) {
    page.blocks.emplace_back(Heading{"After the fix"});
    page.blocks.emplace_back(stages_of(request.after));
  }
  std::vector<Assumption> assumptions = request.now.assumptions;
  for (const Assumption& assumption : request.after.assumptions)
    if (std::ranges::find(assumptions, assumption) == assumptions.end()) assumptions.push_back(assumption);
  add_assumptions(assumptions, page);
}

struct Counted {
  std::size_t answers = 0, changed = 0;
};

Counted count(const SiteMatrix& site) {
  Counted counted;
  for (const pipeline::MatrixPath& path : site.paths) {
    counted.answers += path.cells.size();
    counted.changed +=
        static_cast<std::size_t>(std::ranges::count_if(path.cells, &pipeline::MatrixCell::is_changed));
  }
  return counted;
}

Table answers_of(const SiteMatrix& site) {
  Table table{{"Path", "Client with", "Now", "After the fix"}};
  for (const pipeline::MatrixPath& path : site.paths)
    for (const pipeline::MatrixCell& cell : path.cells)
      table.rows.push_back(
          {.cells = {path.path, site.clients[cell.client]->name, answer_of(cell.now), answer_of(cell.after)},
           .is_marked = cell.is_changed()});
  return table;
}

void add_matrix(const SimulateReport& report, Page& page) {
  std::vector<const SiteMatrix*> sites;
  Counted all;
  for (const SiteMatrix& site : report.matrix) {
    const Counted counted = count(site);
    all.answers += counted.answers;
    all.changed += counted.changed;
    sites.push_back(&site);
  }
  std::ranges::stable_partition(sites, [](const SiteMatrix* site) { return count(*site).changed > 0; });
  Statement said{all.changed == 0 ? Tone::good : Tone::warning};
  said.sentences.push_back(counted(all.answers, "answer") + ", " + std::to_string(all.changed) +
                           " of which certlift fix changes.");
  if (all.changed > 0) said.commands.push_back("certlift diff " + shell_word(report.file));
  page.blocks.emplace_back(std::move(said));
  std::size_t shown = 0, left_out = 0;
  const SiteMatrix* first_left_out = nullptr;
  for (const SiteMatrix* site : sites) {
    const Counted counted = count(*site);
    if (shown > 0 && shown + counted.answers > most_answers) {
      left_out += counted.answers;
      if (first_left_out == nullptr) first_left_out = site;
      continue;
    }
    shown += counted.answers;
    page.blocks.emplace_back(Heading{site->site});
    page.blocks.emplace_back(answers_of(*site));
    if (site->left_out > 0)
      page.blocks.emplace_back(Paragraph{"And " + render::counted(site->left_out, "mapped certificate") +
                                         " more; --user NAME shows one user's."});
  }
  if (first_left_out != nullptr) {
    page.blocks.emplace_back(Heading{"Other sites"});
    page.blocks.emplace_back(
        Paragraph{"There are " + counted(left_out, "more answer") + "; this shows those of one site:"});
    page.blocks.emplace_back(ToCopy{"certlift simulate --all --format html --site " +
                                    shell_word(first_left_out->site) + " " + shell_word(report.file)});
  }
  add_assumptions(assumptions_of(report.matrix), page);
}

}  // namespace

Page simulate_page(const SimulateReport& report) {
  Page page{.title = page_title("simulate", report.file, report.host)};
  page.subtitle =
      "certlift " CERTLIFT_VERSION "; predicted from this file " +
      std::string(report.reads_web_configs ? "and the web.config files that were found" : "alone") +
      ", and from what is assumed; nothing was sent to a server.";
  if (report.error) {
    page.blocks.emplace_back(Statement{Tone::error, {text_of(*report.error)}});
    return page;
  }
  for (const SimulatedRequest& request : report.requests) add_request(report, request, page);
  if (report.requests.empty()) add_matrix(report, page);
  return page;
}

}  // namespace certlift::render
