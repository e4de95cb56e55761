package io.github.mcpoauth.conformance;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.architecture.Documentation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page says of each demand which tests show it, or why none does.
 */
class ConformancePageTests {

	private static final Map<String, SortedSet<String>> PROOFS = Proofs.find();

	@Test
	void pageWhenTestsSayWhatTheyProveThenHasThem() throws Exception {
		Path file = file();
		String expected = page().render(PROOFS);
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(file, expected);
		}
		assertThat(Files.readString(file))
			.withFailMessage("%s is stale. To write it again, run the command that it names", file)
			.isEqualTo(expected);
	}

	@Test
	void rowsWhenCountedThenAreAllOfTheChecklist() throws Exception {
		List<String> rows = new ArrayList<>();
		addRows(rows, "A", 43);
		addRows(rows, "B", 30);
		addRows(rows, "C", 14);
		rows.add("E2");
		assertThat(page().rows()).isEqualTo(rows);
		assertThat(rows).containsAll(PROOFS.keySet());
	}

	@Test
	void rowWhenNoTestProvesItThenSaysWhy() throws Exception {
		assertThat(page().unexplained(PROOFS)).isEmpty();
	}

	@Test
	void rowWhenItHasAReasonBesideItsTestsThenKeepsIt() {
		ConformancePage page = new ConformancePage("| A1 | ● | x | `OldTests.old`. The reason. |");
		assertThat(page.render(Map.of())).isEqualTo("| A1 | ● | x | The reason. |\n");
		assertThat(page.render(PROOFS)).contains("| x | `Protected").endsWith("`. The reason. |\n");
	}

	private ConformancePage page() throws Exception {
		return new ConformancePage(Files.readString(file()));
	}

	private static Path file() throws URISyntaxException {
		return Documentation.root().resolve("docs/conformance.md");
	}

	private static void addRows(List<String> rows, String section, int count) {
		for (int i = 1; i <= count; i++) {
			rows.add(section + i);
		}
	}

}
