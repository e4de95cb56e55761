package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, as far as tests look at it.
 *
 * @param text what people read, without blocks of code
 * @param blocks the blocks of code, each with its language in front of the first line
 */
record MarkdownPage(Path file, String text, List<String> blocks) {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(.*?)^ *```[^\\S\\n]*$");

	private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

	static MarkdownPage read(Path file) throws IOException {
		return of(file, Files.readString(file));
	}

	static MarkdownPage of(Path file, String markdown) {
		Matcher blocks = BLOCK.matcher(markdown);
		List<String> found = blocks.results().map((block) -> block.group(1)).toList();
		return new MarkdownPage(file, blocks.replaceAll(""), found);
	}

	/**
	 * What stands between backticks.
	 */
	List<String> spans() {
		return groups(SPAN, this.text);
	}

	/**
	 * Where links and pictures lead.
	 */
	List<String> links() {
		return groups(LINK, SPAN.matcher(this.text).replaceAll(""));
	}

	/**
	 * The anchors that GitHub gives headings.
	 */
	List<String> anchors() {
		List<String> anchors = new ArrayList<>();
		Map<String, Integer> seen = new HashMap<>();
		for (String heading : groups(HEADING, this.text)) {
			String anchor = LINK_TEXT.matcher(heading.strip())
				.replaceAll("$1")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-');
			int before = seen.merge(anchor, 1, Integer::sum) - 1;
			anchors.add((before > 0) ? anchor + "-" + before : anchor);
		}
		return anchors;
	}

	/**
	 * The blocks in a language.
	 */
	List<String> blocksIn(String language) {
		return this.blocks.stream()
			.filter((block) -> block.startsWith(language + "\n"))
			.map((block) -> block.substring(language.length()).stripIndent())
			.toList();
	}

	private static List<String> groups(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
	}

}
