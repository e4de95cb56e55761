package io.github.mcpoauth.web;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the quick look at headers lets in just what Spring Security's own does: each
 * character there is, alone and behind others.
 */
@Tag("G11")
class HeaderTextTests {

	private static final String NAME = "X-Header";

	private final StrictHttpFirewall platform = new StrictHttpFirewall();

	@Test
	void isValueWhenAnyCharacterThenAsThePlatformSays() {
		assertThat(characters().filter((character) -> HeaderText.isValue("Bearer " + character) != isValue(character)))
			.isEmpty();
	}

	@Test
	void isNameWhenAnyCharacterThenAsThePlatformSays() {
		assertThat(characters().filter((character) -> HeaderText.isName("X-" + character) != isName("X-" + character)))
			.isEmpty();
	}

	@Test
	void isValueWhenUnusualCharactersAreMixedThenAsThePlatformSays() {
		for (String value : List.of("", "a\tb", "\t", "\u00e9\u0000", "\ud83d\ude00", "\ud83d", "\ude00x", "a\u0378",
				"\uffff", "\u0080", "|", "~", "\u007f", "\u00a0")) {
			assertThat(HeaderText.isValue(value)).as(value).isEqualTo(isValue(value));
			assertThat(HeaderText.isName(value)).as(value).isEqualTo(isName(value));
		}
	}

	private static Stream<String> characters() {
		return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).mapToObj(Character::toString);
	}

	private boolean isValue(String value) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader(NAME, value);
		try {
			return this.platform.getFirewalledRequest(request).getHeader(NAME) != null;
		}
		catch (RequestRejectedException ex) {
			return false;
		}
	}

	private boolean isName(String name) {
		try {
			this.platform.getFirewalledRequest(new MockHttpServletRequest("GET", "/")).getHeader(name);
			return true;
		}
		catch (RequestRejectedException ex) {
			return false;
		}
	}

}
