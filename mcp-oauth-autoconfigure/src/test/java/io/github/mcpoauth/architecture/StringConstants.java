package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.springframework.asm.ClassReader;

/**
 * The strings in the code of a class, which ArchUnit doesn't see. Read from the class
 * file, so that constants of other classes, which the compiler copies, are among them.
 */
final class StringConstants {

	private static final int CONSTANT_STRING = 8;

	private StringConstants() {
	}

	static ArchCondition<JavaClass> contain(String description, Predicate<String> constants) {
		return new ArchCondition<>("contain " + description) {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				of(item).stream()
					.filter(constants)
					.forEach((constant) -> events.add(SimpleConditionEvent.satisfied(item,
							item.getDescription() + " contains \"" + constant + "\"")));
			}

		};
	}

	static List<String> of(JavaClass type) {
		ClassReader reader = read(type);
		char[] buffer = new char[reader.getMaxStringLength()];
		List<String> constants = new ArrayList<>();
		for (int i = 1; i < reader.getItemCount(); i++) {
			int offset = reader.getItem(i);
			// The second half of a long or a double has no offset
			if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_STRING) {
				constants.add(reader.readUTF8(offset, buffer));
			}
		}
		return constants;
	}

	private static ClassReader read(JavaClass type) {
		try (InputStream content = type.getSource().orElseThrow().getUri().toURL().openStream()) {
			return new ClassReader(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
