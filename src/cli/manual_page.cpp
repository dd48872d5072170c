#include "cli/completions.h"
#include "cli/exit_code_table.h"

namespace certlift::cli {
namespace {

constexpr std::string_view page_description =
    "An application below an IIS site requires client certificates, everything is set up by the book, and "
    "every "
    "request ends in 401.2. The usual cause: IIS Manager let you save the certificate mappings at the "
    "application, but IIS reads them at the server and site levels only. certlift finds such mappings and "
    "lifts "
    "them to the site. Nothing else changes, not one byte; the original is backed up, and one command undoes "
    "the "
    "change.";

/// A minus sign can be copied, a hyphen is typeset; a line may not begin with a control character.
std::string page_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    const bool begins_line = safe.empty() || safe.back() == '\n';
    if (begins_line && (c == '.' || c == '\'')) safe += "\\&";
    safe += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return safe;
}

std::string page_bold(std::string_view text) {
  return "\\fB" + page_text(text) + "\\fR";
}

std::string page_italic(std::string_view text) {
  return "\\fI" + page_text(text) + "\\fR";
}

/// A tagged paragraph.
std::string page_item(const std::string& tag, std::string_view text) {
  return ".TP\n" + tag + "\n" + page_text(text) + "\n";
}

std::string page_tag(const Parameter& parameter) {
  std::string tag;
  for (const std::string& name : parameter.names) tag += (tag.empty() ? "" : ", ") + page_bold(name);
  if (parameter.placeholder.empty()) return tag;
  return tag + (tag.empty() ? "" : " ") + page_italic(parameter.placeholder);
}

/// What is to be typed stays as it is.
std::string page_example(std::string_view lines) {
  return ".PP\n.nf\n" + page_text(lines) + "\n.fi\n";
}

std::string page_section(const CommandWords& command) {
  std::string text = ".SS certlift " + page_text(command.name);
  for (const Parameter& argument : command.arguments)
    text += " " + page_text(argument.placeholder + (argument.is_repeatable ? "..." : ""));
  text += "\n" + page_text(command.does) + "\n";
  for (const Parameter& argument : command.arguments) text += page_item(page_tag(argument), argument.does);
  for (const Parameter& option : command.options) text += page_item(page_tag(option), option.does);
  if (!command.footer.empty()) text += page_example(command.footer);
  if (command.name == "help") return text;
  text += ".PP\nExit status:\n";
  for (const Meaning& meaning : exit_codes_of(command.name))
    text += page_item(page_bold(std::to_string(meaning.code)), meaning.text);
  return text;
}

}  // namespace

std::string manual_page(const CommandLine& line) {
  std::string text =
      ".\\\" Made by: certlift completions man\n.TH CERTLIFT 1 \"\" \"certlift " CERTLIFT_VERSION
      "\" \"User Commands\"\n.nh\n.ad l\n"
      ".SH NAME\ncertlift \\- lift misplaced IIS client certificate mappings to the site\n"
      ".SH SYNOPSIS\n" +
      page_bold("certlift") + " " + page_italic("COMMAND") + " [" + page_italic("OPTION") + "...] [" +
      page_italic("TARGET") + "...]\n.SH DESCRIPTION\n" + page_text(page_description) + "\n.SH OPTIONS\n";
  for (const Parameter& option : line.options) text += page_item(page_tag(option), option.does);
  text += ".SH COMMANDS\n";
  for (const CommandWords& command : line.commands) text += page_section(command);
  text += ".SH EXIT STATUS\n";
  for (const Meaning& meaning : exit_codes())
    text += page_item(page_bold(std::to_string(meaning.code)), meaning.text);
  text += ".SH FILES\n" + page_item(page_italic(".certlift"),
                                    "beside each target: its backups, and a journal of its changes");
  text += ".SH ENVIRONMENT\n" +
          page_item(page_bold("NO_COLOR"), "set to anything: no colours, unless --color says always");
  return text;
}

}  // namespace certlift::cli
