package io.github.mcpoauth.core;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
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
			"not a uri", "http://[::99999999999.1.1.1]/mcp" })
	void isRequestedByWhenAnythingElseThenFalse(String parameter) {
		assertThat(this.resource.isRequestedBy(parameter)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTPS://mcp.example.com/mcp", "https://mcp.example.com/mcp//",
			"https://mcp.example.com/mcp-x", "https://mcp.example.com/mc", "" })
	void isAudienceWhenNotTheSameCharactersThenFalse(String audience) {
		assertThat(this.resource.isAudience(audience)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://mcp.example.com/mcp", "https://mcp.example.com/mcp/",
			"https://MCP.example.com:443/mcp", "https://mcp.example.com/mcp/a/b?c=/../d#e" })
	void isAboveWhenUrlIsItsOwnOrBelowThenTrue(URI url) {
		assertThat(this.resource.isAbove(url)).isTrue();
	}

	/** Servers differ in what the others mean. */
	@ParameterizedTest
	@ValueSource(strings = { "https://mcp.example.com", "https://mcp.example.com/", "https://mcp.example.com/mcp-x",
			"https://mcp.example.com/MCP", "https://other.example.com/mcp", "http://mcp.example.com/mcp",
			"https://mcp.example.com:8443/mcp", "https://u@mcp.example.com/mcp", "https://mcp.example.com/mcp/../x",
			"https://mcp.example.com/mcp/./x", "https://mcp.example.com/mcp//x", "https://mcp.example.com/mcp/%2E%2e/x",
			"https://mcp.example.com/mcp/a%2Fb", "https://mcp.example.com/mcp/a%5cb", "https://mcp.example.com/mcp/a;b",
			"https://mcp.example.com/mcp/%00", "ftp://mcp.example.com/mcp", "https://a_b/mcp", "/mcp", "mcp",
			"urn:mcp" })
	void isAboveWhenAnythingElseThenFalse(URI url) {
		assertThat(this.resource.isAbove(url)).isFalse();
	}

	@Test
	void equalsWhenSameUrlThenSameResource() {
		ResourceIdentifier same = ResourceIdentifier.of("HTTPS://mcp.example.com:443/mcp/");
		assertThat(same).isEqualTo(this.resource).hasSameHashCodeAs(this.resource);
		assertThat(same).isNotEqualTo(ResourceIdentifier.of("https://mcp.example.com/mcp2"))
			.isNotEqualTo(same.toString());
		assertThat(new HashSet<>(Set.of(same))).contains(this.resource);
	}

}
