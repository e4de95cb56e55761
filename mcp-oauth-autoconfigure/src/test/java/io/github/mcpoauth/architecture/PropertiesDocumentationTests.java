package io.github.mcpoauth.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The documented properties are those that there are.
 */
class PropertiesDocumentationTests {

	private static final String COMMAND = "mvn -pl mcp-oauth-autoconfigure test "
			+ "-Dtest=PropertiesDocumentationTests -Ddocs.write=true -Dsurefire.failIfNoSpecifiedTests=false";

	private static final JsonMapper JSON = new JsonMapper();

	private final PropertiesPage page = new PropertiesPage(COMMAND);

	@Test
	void pageIsUpToDate() throws Exception {
		Path file = Documentation.root().resolve("docs/properties.md");
		String expected = this.page.render(Documentation.metadata());
		if (Boolean.getBoolean("docs.write")) {
			Files.createDirectories(file.getParent());
			Files.writeString(file, expected);
		}
		assertThat(Files.exists(file) ? Files.readString(file) : "")
			.withFailMessage("%s is not what the sources say. To write it again, run%n%n    %s%n", file, COMMAND)
			.isEqualTo(expected);
	}

	/**
	 * The processor looks for {@code @param scope} and is content with
	 * {@code @param scopes}: then the description starts with the rest of that name.
	 */
	@Test
	void everyPropertyIsDescribedInSentences() throws Exception {
		JsonNode properties = Documentation.metadata().path("properties");
		assertThat(properties).isNotEmpty();
		for (JsonNode property : properties) {
			assertThat(property.path("description").asString(""))
				.as("description of " + property.path("name").asString())
				.matches("[A-Z].*\\.");
		}
	}

	@Test
	void groupsAndPropertiesAreSorted() {
		String page = render("""
				{ "name": "mcp.oauth.upstream.secret", "type": "java.lang.String" },
				{ "name": "mcp.oauth.secret", "type": "java.lang.String" },
				{ "name": "mcp.oauth.upstream.entra.tenant", "type": "java.lang.String" },
				{ "name": "mcp.oauth.enabled", "type": "java.lang.Boolean" }""");
		assertThat(page).containsSubsequence("## `mcp.oauth`\n", "`mcp.oauth.enabled`", "`mcp.oauth.secret`",
				"## `mcp.oauth.upstream`\n", "`mcp.oauth.upstream.entra.tenant`", "`mcp.oauth.upstream.secret`");
	}

	@Test
	void defaultIsShownAsItIsWritten() {
		String page = render("""
				{ "name": "a", "type": "java.lang.Boolean", "defaultValue": false },
				{ "name": "b", "type": "java.util.List<java.lang.String>", "defaultValue": "[x, y]" },
				{ "name": "c", "type": "java.util.List<java.lang.String>", "defaultValue": [ "x", "y" ] },
				{ "name": "d", "type": "java.lang.String" }""");
		assertThat(page).contains("| `a` | boolean | `false` |", "| `b` | list of string | `x`, `y` |",
				"| `c` | list of string | `x`, `y` |", "| `d` | string |  |");
	}

	@Test
	void descriptionCannotBreakTheTable() {
		assertThat(render("""
				{ "name": "a", "type": "java.lang.String", "description": "One | <two>." }"""))
			.contains("| One \\| &lt;two>. |");
	}

	@Test
	void enumIsShownAsItsValues() {
		assertThat(ReadableType.of(McpOAuthProperties.Mode.class.getName()).describe())
			.isEqualTo("`auto`, `resource-server`, `facade`, `authorization-server`");
	}

	@Test
	void mapOfRecordsShowsItsComponents() {
		assertThat(ReadableType.of("java.util.Map<java.lang.String," + Limit.class.getName() + ">").describe())
			.isEqualTo("map of string to (`max-calls`: number, `by-client`: map of string to list of duration)");
	}

	@Test
	void typeWithoutWordsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ReadableType.of("java.lang.Thread").describe())
			.withMessageContaining("No words for class java.lang.Thread");
	}

	private String render(String properties) {
		return this.page.render(JSON.readTree("{ \"properties\": [" + properties + "] }"));
	}

	record Limit(int maxCalls, Map<String, List<Duration>> byClient) {
	}

}
