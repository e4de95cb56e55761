package io.github.mcpoauth.bench;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * An answer that has come whole, looked at no further than the load needs: reading it
 * must not cost what is to be measured.
 *
 * @param status its status
 */
record HttpAnswer(int status) {

	private static final byte[] END_OF_HEADERS = bytes("\r\n\r\n");

	private static final byte[] LENGTH = bytes("\r\ncontent-length: ");

	private static final byte[] LAST_CHUNK = bytes("\r\n0\r\n\r\n");

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static @Nullable HttpAnswer in(byte[] data, int end) {
		int headers = indexOf(data, 0, end, END_OF_HEADERS);
		if (headers < 0) {
			return null;
		}
		int status = (data[9] - '0') * 100 + (data[10] - '0') * 10 + (data[11] - '0');
		int length = indexOf(data, 0, headers, LENGTH);
		boolean whole = (length >= 0) ? end >= headers + END_OF_HEADERS.length + number(data, length + LENGTH.length)
				: status == 204 || status == 302 || indexOf(data, headers, end, LAST_CHUNK) >= 0;
		return whole ? new HttpAnswer(status) : null;
	}

	private static int indexOf(byte[] data, int start, int end, byte[] sought) {
		for (int i = start; i <= end - sought.length; i++) {
			int j = 0;
			while (j < sought.length && lower(data[i + j]) == sought[j]) {
				j++;
			}
			if (j == sought.length) {
				return i;
			}
		}
		return -1;
	}

	private static int lower(byte character) {
		return (character >= 'A' && character <= 'Z') ? character + ('a' - 'A') : character;
	}

	private static int number(byte[] data, int start) {
		int number = 0;
		for (int i = start; data[i] >= '0' && data[i] <= '9'; i++) {
			number = number * 10 + data[i] - '0';
		}
		return number;
	}

}
