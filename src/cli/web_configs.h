#pragma once

#include "cli/options.h"
#include "engine/reading.h"

#include <span>

/// The web.config files of a server's paths. certlift never edits them: they belong to the applications, and
/// one folder may serve several.
namespace certlift::cli {

/// --web-config and --map.
void add_web_config(CLI::App& command, Options& options);

/// Finds and reads those of the folders that `<sites>`, location tags, and location tags in them name, and
/// those on the way to the paths of `also`. Each
/// file is read once, however many paths it serves. Folders that are not on this machine are counted in the
/// log.
engine::WebConfigs read_web_configs(const Invocation& invocation, const iis::Surroundings& surroundings,
                                    const iis::HostConfig& config,
                                    std::span<const iis::LocationPath> also = {});

}  // namespace certlift::cli
