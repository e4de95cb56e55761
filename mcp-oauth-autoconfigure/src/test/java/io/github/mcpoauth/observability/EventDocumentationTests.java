package io.github.mcpoauth.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.event.OAuthEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is to listen to is what the documentation says.
 */
class EventDocumentationTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)`<br>`(MCP_OAUTH_\\w+)` \\|");

	@Test
	void documentationWhenReadThenHasEachEventWithItsAuditType() throws IOException {
		String page = Files.readString(Path.of("../docs/audit.md"));
		List<String> documented = ROW.matcher(page)
			.results()
			.map((MatchResult row) -> row.group(1) + " " + row.group(2))
			.toList();
		assertThat(documented).containsExactlyInAnyOrderElementsOf(Stream.of(OAuthEvent.class.getPermittedSubclasses())
			.map((type) -> type.getSimpleName() + " " + EventText.type(type))
			.toList());
	}

}
