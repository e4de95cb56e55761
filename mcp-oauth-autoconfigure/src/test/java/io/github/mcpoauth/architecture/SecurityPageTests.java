package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threat model names tests and properties that are there. Tests may move between
 * packages and modules, so they go by their simple names. That every {@code mcp.oauth.…}
 * exists is for {@link DocumentedPropertiesTests}.
 */
class SecurityPageTests {

	private static final String DEFENCES = "### What is defended, and which tests show it";

	private static final String RELAXATIONS = "### Properties that relax a rule";

	private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*Tests\\b");

	@Test
	void testsThatThePageNamesExist() throws Exception {
		Set<String> tests = tests();
		assertThat(named(page())).isNotEmpty().allSatisfy((name) -> assertThat(tests).contains(name));
	}

	@Test
	void everyDefenceHasATest() throws Exception {
		assertThat(rows(page(), DEFENCES)).isNotEmpty()
			.allSatisfy((cells) -> assertThat(cells).hasSize(3))
			.allSatisfy((cells) -> assertThat(named(cells.get(2))).as("tests of %s", cells).isNotEmpty());
	}

	@Test
	void relaxationsAreNamedInFull() throws Exception {
		DocumentedNames names = new DocumentedNames(Documentation.metadata());
		assertThat(rows(page(), RELAXATIONS)).isNotEmpty()
			.allSatisfy((cells) -> assertThat(properties(cells.get(0))).isNotEmpty()
				.allSatisfy((name) -> assertThat(name).startsWith("mcp.oauth.").matches(names::has)));
	}

	@Test
	void rowsWhenInAnotherSectionThenNone() {
		assertThat(rows("### A\n| x | y |\n|---|---|\n| 1 | 2 |\n### B\n| 3 | 4 |\n", "### A"))
			.containsExactly(List.of("1", "2"));
	}

	private static String page() throws Exception {
		return MarkdownPage.read(Documentation.root().resolve("SECURITY.md")).text();
	}

	private static List<String> named(String text) {
		return TEST.matcher(text).results().map(MatchResult::group).toList();
	}

	private static List<String> properties(String cell) {
		return new MarkdownPage(null, cell, List.of()).spans().stream().map((span) -> span.split("[:=]")[0]).toList();
	}

	/** The rows of the table below a heading, without its own heading. */
	private static List<List<String>> rows(String page, String heading) {
		List<List<String>> rows = new ArrayList<>();
		for (String line : page.substring(page.indexOf(heading) + heading.length()).split("\n")) {
			if (line.startsWith("#")) {
				break;
			}
			if (line.startsWith("|")) {
				rows.add(Stream.of(line.split("\\|")).skip(1).map(String::strip).toList());
			}
		}
		return rows.subList(Math.min(2, rows.size()), rows.size());
	}

	private static Set<String> tests() throws Exception {
		return Stream.of("mcp-oauth-autoconfigure", "mcp-oauth-starter", "sample-app")
			.flatMap(SecurityPageTests::sources)
			.map((file) -> file.getFileName().toString().replace(".java", ""))
			.collect(Collectors.toSet());
	}

	private static Stream<Path> sources(String module) {
		try (Stream<Path> files = Files.walk(Documentation.root().resolve(module).resolve("src"))) {
			return files.filter((file) -> file.toString().endsWith("Tests.java")).toList().stream();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
