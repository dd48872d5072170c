<?xml version="1.0" encoding="UTF-8"?>
<!-- What scripts/bench has xsltproc do beside certlift: the lift without any of its questions. Every certificate mapping
     below a site is copied to the site, in document order, and its section goes. Not for a server. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:key name="below" use="substring-before(@path, '/')"
           match="location[contains(@path, '/')][system.webServer/security/authentication/iisClientCertificateMappingAuthentication]"/>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="location[contains(@path, '/')]//iisClientCertificateMappingAuthentication"/>
  <xsl:template match="location[contains(@path, '/')][generate-id() = generate-id(key('below', substring-before(@path, '/'))[1])]">
    <location path="{substring-before(@path, '/')}">
      <system.webServer><security><authentication>
        <iisClientCertificateMappingAuthentication enabled="true">
          <xsl:for-each select="key('below', substring-before(@path, '/'))">
            <xsl:copy-of select="system.webServer/security/authentication/iisClientCertificateMappingAuthentication/*"/>
          </xsl:for-each>
        </iisClientCertificateMappingAuthentication>
      </authentication></security></system.webServer>
    </location>
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
</xsl:stylesheet>
