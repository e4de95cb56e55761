package io.github.mcpoauth.registration;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That bytes which this version did not write are refused, and that what is read is
 * bounded and is the same when it is written and read again.
 */
class ClientMetadataCodecFuzzTests {

	@FuzzTest
	void decodeWhenAnyBytesThenRefusedOrTheSameWhenReadAgain(byte[] bytes) {
		ClientMetadata metadata;
		try {
			metadata = ClientMetadataCodec.decode(bytes);
		}
		catch (IllegalArgumentException ex) {
			return;
		}
		byte[] again = ClientMetadataCodec.encode(metadata).orElseThrow();
		assertThat(ClientMetadataCodec.decode(again)).isEqualTo(metadata);
	}

}
