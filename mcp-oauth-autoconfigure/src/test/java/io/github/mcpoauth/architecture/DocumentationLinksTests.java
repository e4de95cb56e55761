package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody is sent to a page that is not there, and every page can be found.
 */
class DocumentationLinksTests {

	@Test
	void everyLinkLeadsSomewhere() throws Exception {
		List<String> broken = new ArrayList<>();
		for (MarkdownPage page : Documentation.pages()) {
			broken.addAll(brokenLinks(page));
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void everyPageIsTwoClicksFromTheFirst() throws Exception {
		Path first = Documentation.root().resolve("docs/README.md");
		Set<Path> found = new HashSet<>(Set.of(first));
		for (int clicks = 0; clicks < 2; clicks++) {
			for (Path page : Set.copyOf(found)) {
				found.addAll(linkedPages(page));
			}
		}
		List<Path> pages = Documentation.pages().stream().map(MarkdownPage::file).toList();
		assertThat(pages).isNotEmpty().allSatisfy((page) -> assertThat(found).contains(page));
	}

	@Test
	void linkWhenItsPageIsMissingThenBroken() {
		assertThat(brokenLinks(page("See [there](nowhere.md) and [here](README.md)."))).singleElement()
			.asString()
			.endsWith("nowhere.md");
	}

	@Test
	void linkWhenItsHeadingIsMissingThenBroken() {
		String page = """
				# Title

				## `mcp.oauth` and [more](README.md)

				[up](#mcpoauth-and-more), [down](#below)""";
		assertThat(brokenLinks(page(page))).singleElement().asString().endsWith("#below");
	}

	@Test
	void linkWhenInCodeThenNone() {
		assertThat(page("`[a](b.md)`\n\n```yaml\n[c](d.md)\n```\n").links()).isEmpty();
	}

	private static MarkdownPage page(String markdown) {
		try {
			return MarkdownPage.of(Documentation.root().resolve("docs/page.md"), markdown);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> brokenLinks(MarkdownPage page) {
		return page.links()
			.stream()
			.filter((link) -> !isElsewhere(link))
			.filter((link) -> !leadsSomewhere(page, link))
			.map((link) -> page.file() + ": " + link)
			.toList();
	}

	private static boolean isElsewhere(String link) {
		return link.startsWith("https://") || link.startsWith("http://") || link.startsWith("mailto:");
	}

	private static boolean leadsSomewhere(MarkdownPage page, String link) {
		String path = link.replaceFirst("#.*", "");
		String anchor = link.substring(path.length()).replaceFirst("#", "");
		Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
		try {
			if (anchor.isEmpty()) {
				return Files.exists(target);
			}
			MarkdownPage there = path.isEmpty() ? page : MarkdownPage.read(target);
			return there.anchors().contains(anchor);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static List<Path> linkedPages(Path page) throws IOException {
		if (!Files.exists(page)) {
			return List.of();
		}
		return MarkdownPage.read(page)
			.links()
			.stream()
			.filter((link) -> !isElsewhere(link))
			.map((link) -> link.replaceFirst("#.*", ""))
			.filter((link) -> link.endsWith(".md"))
			.map((link) -> page.resolveSibling(link).normalize())
			.toList();
	}

}
