package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever searches the page for what was printed finds it: its texts are those of the
 * sources, and those of the sources are on it.
 */
class TroubleshootingPageTests {

	private static final Pattern TITLE = Pattern.compile("“([^”]+)”");

	/** What differs from case to case. */
	private static final String GAP = "…";

	private static final Predicate<String> SETTING = Pattern.compile("[\\w.{}<>-]+: .*").asMatchPredicate();

	private static final Predicate<String> COMMAND = Pattern.compile("(openssl|printf|chmod) .*").asMatchPredicate();

	@Test
	void textsOnThePageAreThoseOfTheSources() throws Exception {
		List<String> printed = printed();
		String page = Files.readString(file());
		List<String> quoted = new ArrayList<>(quoted(page.substring(0, page.indexOf("## Said by others"))));
		assertThat(quoted).hasSizeGreaterThan(100);
		quoted.removeIf((text) -> isPrinted(text, printed));
		assertThat(quoted).isEmpty();
	}

	@Test
	void reasonsAndWarningsOfTheSourcesAreOnThePage() throws Exception {
		String page = Files.readString(file()).replace("\\|", "|");
		List<String> missing = new ArrayList<>();
		try (Stream<Path> sources = Files.walk(Documentation.root().resolve("mcp-oauth-autoconfigure/src/main/java"))) {
			for (Path source : sources.filter((path) -> path.toString().endsWith(".java")).sorted().toList()) {
				new UserMessages(Files.readString(source)).beginnings()
					.stream()
					.filter((beginning) -> !page.contains(beginning))
					.forEach((beginning) -> missing.add(source.getFileName() + ": " + beginning + " …"));
			}
		}
		assertThat(missing).as("messages that troubleshooting.md has no row for").isEmpty();
	}

	@Test
	void textWhenNobodyPrintsItThenFound() throws Exception {
		assertThat(isPrinted("The moon is in the way", printed())).isFalse();
		assertThat(isPrinted("The property … is on the moon", printed())).isFalse();
		assertThat(isPrinted("The property … is not set: …", printed())).isTrue();
	}

	@Test
	void messagesWhenCallsAreNestedThenAllButTheFix() {
		String source = """
				McpOAuthConfigurationException refused(String reason, String fix) {
					return new McpOAuthConfigurationException("a.b", null, reason, fix);
				}
				throw new McpOAuthConfigurationException(name("x"), value(1, 2), "it is much too "
						+ "long, for \\"x\\"", "Do this and that instead");
				throw refused("nobody knows where it is", "Do this and that instead");
				logger.warn(LogMessage.format("This went wrong here: %s", ex.getMessage()));""";
		assertThat(new UserMessages(source).beginnings()).containsExactlyInAnyOrder("it is much too long, for \"x\"",
				"nobody knows where it is", "This went wrong here:");
	}

	private static Path file() throws URISyntaxException {
		return Documentation.root().resolve("docs/troubleshooting.md");
	}

	/**
	 * Texts of more than one word, and titles of pages.
	 */
	private static List<String> quoted(String markdown) throws URISyntaxException {
		MarkdownPage page = MarkdownPage.of(file(), markdown);
		Stream<String> titles = TITLE.matcher(page.text()).results().map((title) -> title.group(1));
		return Stream.concat(page.spans().stream().map((span) -> span.replace("\\|", "|")), titles)
			.filter((text) -> text.contains(" ") && !SETTING.test(text) && !COMMAND.test(text))
			.toList();
	}

	private static boolean isPrinted(String text, List<String> printed) {
		return Stream.of(text.split(GAP))
			.map(String::strip)
			.allMatch((part) -> isConstant(part, printed) || isPutTogether(part, printed));
	}

	private static boolean isConstant(String text, List<String> printed) {
		return printed.stream().anyMatch((constant) -> constant.contains(text));
	}

	/**
	 * Such as who is spoken of, and what is wrong with it.
	 */
	private static boolean isPutTogether(String text, List<String> printed) {
		List<String> words = List.of(text.split(" "));
		return IntStream.rangeClosed(2, words.size() - 2)
			.anyMatch((i) -> isConstant(String.join(" ", words.subList(0, i)), printed)
					&& isConstant(String.join(" ", words.subList(i, words.size())), printed));
	}

	/**
	 * The constants of the library; where values are put together, the compiler leaves
	 * one with gaps.
	 */
	private static List<String> printed() throws IOException {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(ArchitectureTests.ROOT)
			.stream()
			.flatMap((type) -> StringConstants.of(type).stream())
			.toList();
	}

}
