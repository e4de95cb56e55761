package io.github.mcpoauth.architecture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A property that a page names exists.
 */
class DocumentedPropertiesTests {

	private static final String PREFIX = "mcp.oauth.";

	/** Meters are named like properties; a test of their own holds them to a scrape. */
	private static final Set<String> METERS = Set.of("mcp.oauth.requests", "mcp.oauth.outbound.requests",
			"mcp.oauth.token.validations", "mcp.oauth.challenges");

	private static final Pattern NAME = Pattern.compile("mcp\\.oauth\\.[a-z][a-z0-9_.<>{}*…\\[\\]-]*");

	@Test
	void propertiesInTextExist() throws Exception {
		DocumentedNames names = new DocumentedNames(Documentation.metadata());
		List<String> unknown = new ArrayList<>();
		for (MarkdownPage page : Documentation.pages()) {
			page.spans()
				.stream()
				.flatMap((span) -> NAME.matcher(span).results().map(MatchResult::group))
				.filter((name) -> !METERS.contains(name) && !names.has(name))
				.forEach((name) -> unknown.add(page.file() + ": " + name));
		}
		assertThat(unknown).isEmpty();
	}

	@Test
	void propertiesInExamplesExist() throws Exception {
		DocumentedNames names = new DocumentedNames(Documentation.metadata());
		List<String> unknown = new ArrayList<>();
		int examples = 0;
		for (MarkdownPage page : Documentation.pages()) {
			for (String block : page.blocksIn("yaml")) {
				examples++;
				keys(block).filter((name) -> name.startsWith(PREFIX) && !names.has(name))
					.forEach((name) -> unknown.add(page.file() + ": " + name));
			}
		}
		assertThat(unknown).isEmpty();
		assertThat(examples).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.base-url", "mcp.oauth.upstream", "mcp.oauth.upstream.*", "mcp.oauth.metadata.*",
			"mcp.oauth.resources.weather.path", "mcp.oauth.resources.<name>.issuers", "mcp.oauth.tools.get_weather",
			"mcp.oauth.secret[0]", "mcp.oauth.scopes[mcp:connect].description",
			"mcp.oauth.upstream.authorization-parameters.hd", "mcp.oauth.upstreams.corp.login.allowed-claims.groups[0]",
			"mcp.oauth.authorization-server.signing-keys[0].key-store.alias" })
	void nameThatExistsIsFound(String name) throws Exception {
		assertThat(new DocumentedNames(Documentation.metadata()).has(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.base-uri", "mcp.oauth.upstream.issuer", "mcp.oauth.base-url.x",
			"mcp.oauth.resources.weather.url", "mcp.oauth.resourc",
			"mcp.oauth.authorization-server.signing-keys[0].file" })
	void nameThatDoesNotExistIsNotFound(String name) throws Exception {
		assertThat(new DocumentedNames(Documentation.metadata()).has(name)).isFalse();
	}

	private static Stream<String> keys(String yaml) {
		YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
		properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		return properties.getObject().stringPropertyNames().stream();
	}

}
