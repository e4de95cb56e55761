package io.github.mcpoauth.core;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What names the resource (RFC 8707 section 2, MCP "Canonical Server URI").
 */
class ResourceIdentifierTests {

	private final ResourceIdentifier resource = PublicUrls.of("https://mcp.example.com").resource("/mcp");

	@ParameterizedTest
	@ValueSource(
			strings = { "https://mcp.example.com/mcp", "https://mcp.example.com/mcp/", "HTTPS://MCP.EXAMPLE.COM/mcp" })
	void isRequestedByWhenSameUrlThenTrue(String parameter) {
		assertThat(this.resource.isRequestedBy(parameter)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://mcp.example.com", "https://mcp.example.com/MCP",
			"https://mcp.example.com/mcp//", "https://mcp.example.com/mcp#", "https://mcp.example.com/mcp?x",
			"http://mcp.example.com/mcp", "https://mcp.example.com:8443/mcp", "https://u@mcp.example.com/mcp",
			"https://mcp.example.com/mcp/x", "https://mcp.example.com/mc%70", "mcp", "/mcp", "urn:mcp", "https://",
			"not a uri" })
	void isRequestedByWhenAnythingElseThenFalse(String parameter) {
		assertThat(this.resource.isRequestedBy(parameter)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTPS://mcp.example.com/mcp", "https://mcp.example.com/mcp//",
			"https://mcp.example.com/mcp-x", "https://mcp.example.com/mc", "" })
	void isAudienceWhenNotTheSameCharactersThenFalse(String audience) {
		assertThat(this.resource.isAudience(audience)).isFalse();
	}

}
