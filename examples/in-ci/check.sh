#!/bin/sh
# Checks every applicationHost.config below a folder of copies, one folder for each server. The exit code fails the job:
# 1 if something is wrong, 3 if a file cannot be read.
#   check.sh FOLDER          for people
#   check.sh FOLDER github   annotations in GitHub Actions
#   check.sh FOLDER sarif    for code scanning: check.sh servers sarif > certlift.sarif
exec certlift check --format "${2:-text}" "$1"
