package io.github.mcpoauth.scope;

import java.util.regex.Pattern;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That patterns of names mean what a regular expression of the same meaning means,
 * whatever a client calls a tool.
 */
class NamePatternFuzzTests {

	@DictionaryEntries({ "*", "**", "*a*", "{id}", "/", "a://{a}/{b}", "{a}-{b}" })
	@FuzzTest
	void testWhenAnyNameThenAsARegularExpression(FuzzedDataProvider data) {
		String pattern = data.consumeString(12);
		String name = data.consumeString(16);
		assertThat(NamePattern.of(pattern).test(name)).isEqualTo(matches(pattern, "\\*+", ".*", name));
		assertThat(NamePattern.ofTemplate(pattern).test(name)).isEqualTo(matches(pattern, "\\{[^}]*}", "[^/]+", name));
	}

	private static boolean matches(String pattern, String variable, String wildcard, String name) {
		StringBuilder regex = new StringBuilder();
		int position = 0;
		for (var matcher = Pattern.compile(variable).matcher(pattern); matcher.find(); position = matcher.end()) {
			regex.append(Pattern.quote(pattern.substring(position, matcher.start()))).append(wildcard);
		}
		regex.append(Pattern.quote(pattern.substring(position)));
		return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
	}

}
