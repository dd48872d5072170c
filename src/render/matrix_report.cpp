#include "render/effect.h"
#include "render/report.h"
#include "render/simulate_report.h"

#include <algorithm>

namespace certlift::render {
namespace {

using pipeline::MatrixCell;
using pipeline::MatrixPath;
using pipeline::SiteMatrix;

std::size_t count_cells(const SimulateReport& report) {
  std::size_t count = 0;
  for (const SiteMatrix& site : report.matrix)
    for (const MatrixPath& path : site.paths) count += path.cells.size();
  return count;
}

class MatrixPrinter {
 public:
  explicit MatrixPrinter(Colours colours) : colours_(colours) {}

  void add(const SiteMatrix& site) {
    std::size_t width = 0;
    for (const auto& client : site.clients) width = std::max(width, client->name.size());
    for (const MatrixPath& path : site.paths) {
      text_ += "\n" + coloured(in_one_line(path.path), Colour::bold, colours_) + "  " +
               in_one_line(path.url) + "\n";
      for (const MatrixCell& cell : path.cells) add(*site.clients[cell.client], cell, width);
    }
    if (site.left_out > 0)
      text_ += "  and " + counted(site.left_out, "certificate") + " more; --user NAME shows one user's\n";
  }

  std::string text_;

 private:
  void add(const pipeline::Client& client, const MatrixCell& cell, std::size_t width) {
    text_ += "  " + in_one_line(client.name) + std::string(width - std::min(width, client.name.size()), ' ') +
             "  " + in_one_line(answer_of(cell.now));
    if (cell.is_changed())
      text_ += " \u2192 " + coloured(in_one_line(answer_of(cell.after)), Colour::bold, colours_);
    text_ += "\n";
  }

  Colours colours_;
};

}  // namespace

std::size_t count_changes(const SimulateReport& report) {
  std::size_t count = 0;
  for (const SiteMatrix& site : report.matrix)
    for (const MatrixPath& path : site.paths)
      count += static_cast<std::size_t>(std::ranges::count_if(path.cells, &MatrixCell::is_changed));
  return count;
}

std::string matrix_text(const SimulateReport& report, Colours colours) {
  MatrixPrinter printer(colours);
  printer.text_ = in_one_line(report.file) +
                  ": who gets in where, now \u2192 after certlift fix; predicted from " +
                  (report.reads_web_configs ? "files" : "this file") +
                  " alone, and from what is assumed below; nothing was sent to a server\n";
  for (const SiteMatrix& site : report.matrix) printer.add(site);
  std::string text = std::move(printer.text_);
  text += "\n" + counted(count_cells(report), "answer") + ", " + std::to_string(count_changes(report)) +
          " of which fix changes\n";
  const std::vector<pipeline::Assumption> assumptions = assumptions_of(report.matrix);
  if (!assumptions.empty()) text += "\nassumed, and how to find out:\n";
  for (const pipeline::Assumption& assumption : assumptions)
    text += "  - " + assumption.what + " (" + assumption.settle_with + ")\n";
  return text;
}

}  // namespace certlift::render
