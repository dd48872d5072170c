#include "engine/registry.h"

#include <array>

/// What every risk and every refusal means. One entry each, sorted by id; the rules name them in their rows.
namespace certlift::engine {
namespace {

constexpr Hurdle risk = Hurdle::risk;
constexpr Hurdle refusal = Hurdle::refusal;

constexpr std::array rows{
    Topic{
        "ad-mapping-on", refusal, "Active Directory maps the certificates here",
        R"(`clientCertificateMappingAuthentication` is on at the site or at the application. It maps certificates to
domain users, and while it is on IIS does not use the mappings in its own configuration. Lifted mappings would
have no effect, or take effect as soon as Active Directory mapping is switched off.

Look at the line that the finding names. If the users are to come from Active Directory, remove the IIS mappings;
if they are to come from the IIS mappings, set `enabled="false"` there and run `certlift fix` again.
)"},
    Topic{
        "broken-certificate", risk, "a certificate that cannot be read joins sound ones",
        R"(A lifted one-to-one mapping has a `certificate` that is not a certificate in base64. Below the site IIS never
reads it. At the site it can break all one-to-one mappings: requests then get 401.1.

Better than consenting: export the certificate again as Base-64 encoded X.509, write it without
`-----BEGIN CERTIFICATE-----` and line breaks, or remove the mapping. Accept only if the site can be tried out
right after the change.
)"},
    Topic{
        "changes-order", risk, "a many-to-one rule comes after other rules",
        R"(IIS tries the many-to-one mappings of a site from the first to the last and takes the first that fits. A lifted
rule comes after those that the server or the site has already, and after those of applications that come
before it in the file. A rule before it that fits more certificates then decides.

Compare the rules that the finding names. Accept if no certificate fits both, or if the rules before may win;
otherwise put the rules into the right order at the site afterwards.
)"},
    Topic{
        "drops-clear", risk, "a <clear/> is not lifted, and inherited mappings stay effective",
        R"(The section below the site begins with `<clear/>`, which was to remove the mappings of the site or the server for
this application. At the site it would remove them for every application, so it is not lifted. The inherited
mappings it was meant to hide stay effective, as they are today: IIS does not read the `<clear/>` now either.

Accept if those users may use the application. If not, remove the mappings at the site or server first, or give
the application a site of its own.
)"},
    Topic{
        "drops-copy", risk, "a copy of a mapping is removed, and the site's own stays",
        R"(The same certificate is mapped to the same user at the site (or the server) and again below it, but the two
passwords are written differently. Encrypted passwords cannot be compared: two ciphertexts may hold the same
password or not. The site's mapping is the one that IIS uses today; it stays as it is, and the copy is removed.

Accept if logging on with the site's mapping works today. If the password in the copy is the newer one, enter it at the
site with IIS Manager or appcmd.
)"},
    Topic{
        "ignored", refusal, "the fix would change what is ignored",
        R"(A comment (`<!-- certlift: ignore RULE: reason -->`) or the baseline ignores a finding, and what is ignored is never
changed. This fix is made for that finding too, or it would change the element at which something is ignored.

Look at what is ignored there: `certlift check -v` lists it. To have the fix made, remove the comment, or run without
`--baseline`. Otherwise make the change by hand, or leave it.
)"},
    Topic{
        "loses-lock", risk, "lock attributes or an overrideMode are lost",
        R"(The section, its mappings or its location tag hold `lockItem`, `lockAttributes` and the like, or an `overrideMode`.
They decide which web.config files may change something. At the site they would govern other files than
below it, so they are removed.

Accept if the lock is not needed: below a site IIS uses no certificate mappings of a web.config anyway.
If it is needed, lock the section at the site after the fix.
)"},
    Topic{
        "matches-unknown", risk, "a many-to-one mapping without rules",
        R"(A lifted many-to-one mapping has no rules. Microsoft does not document whether such a mapping fits every client
certificate or none. If it fits every one, each client with a trusted certificate becomes its user
at the whole site.

Look at the mapping first: give it the rules that it should have (for example the issuer), or remove it. Accept only
if every trusted certificate may become that user.
)"},
    Topic{
        "not-understood", refusal, "something that IIS's schema does not know",
        R"(The section holds an attribute, an element or a value that IIS's schema does not know, lacks one that it needs,
has one key twice, or is stored twice or in a nested location tag. IIS ignores the section below the site, so this
does no harm there. At the site IIS reads it, and every request to the site would get 500.19.

Correct what the finding names and run `certlift check` again. If the attribute belongs to a newer version of IIS, name
the schema of that server with `--schema DIR`.
)"},
    Topic{
        "renames-mapping", risk, "a many-to-one mapping gets another name",
        R"(Two sections have many-to-one mappings of one name with different rules. Names are unique at a site, upper and
lower case being the same, so the second gets the path of its application added: `Map1 (Shop/B)`. Its
rules, its user and its password stay as they are.

Accept if no script and no documentation relies on the old name. Otherwise rename one of the two yourself first.
)"},
    Topic{
        "same-certificate", refusal, "one certificate is mapped twice, and not in the same way",
        R"(Two mappings that would come to stand at one site name the same certificate, but different users, or passwords
that differ or cannot be compared because they are encrypted. IIS knows one user per certificate and site. Which of the two
is right cannot be read from the file.

Find out which user the client is to be. Remove the other mapping and run `certlift fix` again. If both are needed, each
for its application, the applications need sites of their own.
)"},
    Topic{
        "same-name", refusal, "two different many-to-one mappings have one name",
        R"(A mapping below the site has the name of another one at the site or the server, and the two are different. Names
are unique at a site, upper and lower case being the same; with both, every request would get 500.19.

If they are meant to be one mapping, remove one of them. Otherwise rename one with IIS Manager or appcmd.
)"},
    Topic{
        "shared-configuration", risk, "several servers use this file",
        R"(A redirection.config makes several servers use one applicationHost.config. A change of it takes effect on all of
them at once, also where it has not been tried out.

Try the change on a copy first (`certlift fix COPY`), see that every server of the farm is meant, then accept.
)"},
    Topic{
        "site-switched-off", refusal, "the site's own mappings are switched off",
        R"(The section at the site (or the server) says `enabled="false"` and has mappings of its own. Lifted mappings need
`enabled="true"` there, and this would activate the site's own ones too: certificates that are not accepted
today would be accepted.

If the site's own mappings are obsolete, remove them; if they are wanted, set `enabled="true"` at the site yourself. Then
run `certlift fix` again.
)"},
    Topic{"switches-differ", refusal, "one setting would need two values at the site",
          R"(Mappings of one kind are switched on in one section and off in another, or `logonMethod` or
`defaultLogonDomain` differ. A site has one value of each for all its mappings, so one of the groups would change its
behaviour: another kind of logon, another domain, or mappings that become active.

Decide which value is to be valid for the whole site, write it in both places, and run `certlift fix` again. If both
values are needed, the applications need sites of their own.
)"},
    Topic{
        "wakes-mapping", risk, "mappings without effect are not lifted",
        R"(The section below the site holds mappings that have no effect even within it: they stand before a `<clear/>`, or
their kind is switched off. At the site they would become active, so they are left out of the lift. They
are gone from the file afterwards, but stay in the backup.

Accept if they are not needed. If one is, add it at the site after the fix.
)"},
    Topic{
        "web-config", refusal, "the file is a web.config, and certlift never changes one",
        R"(In a web.config a location path is a folder of the application and never a site, so there is no site to lift the mappings
to. IIS does not read certificate mappings there at all.

Enter the mappings at the site, in the server's applicationHost.config, and remove them from the web.config by hand.
`certlift check --web-config` on the server's file reports the web.config files of all its applications.
)"},
    Topic{
        "widens-access", risk, "the mappings take effect at other paths of the site too",
        R"(IIS applies the mappings of a site to the whole site. Other paths of it request or require a client certificate as
well (`access sslFlags` with SslNegotiateCert or SslRequireCert), or may do so in a web.config, because `access` is
delegated to these files. `--web-config` looks into those of sites, applications, virtual directories and subfolders that a
location tag names; if none of them does and all could be read, the risk is gone. Into other subfolders it does not look. A client
with a mapped certificate becomes the mapped Windows user there too, and not only at the application that
the mappings were saved at.

Look at the paths that the finding names. Accept if the mapped users may be known there, or if authorization rules and
file permissions decide there anyway. If not, the application needs a site of its own.
)"},
    Topic{
        "widens-deny", risk, "a rule that denies takes effect at other paths too",
        R"(A lifted many-to-one mapping says `permissionMode="Deny"`: a client whose certificate fits it is denied. At the
site the rule is valid for every path that requests a certificate, so clients that are served there today can be denied.

Look at the rule and the paths that the finding names. Accept if these clients are to be denied at all of
them.
)"},
};

}  // namespace

std::span<const Topic> topics() {
  return rows;
}

}  // namespace certlift::engine
