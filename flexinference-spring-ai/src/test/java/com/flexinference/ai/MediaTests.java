package com.flexinference.ai;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for media in messages, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class MediaTests {

	private static final byte[] PNG = "\u0089PNG\r\n\u001a\n-".getBytes(StandardCharsets.ISO_8859_1);

	private static final String BASE64 = "iVBORw0KGgot";

	private static final URI LINK = URI.create("https://example.com/a.png");

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void sendsImagesOfBytes() {
		assertThat(sent(image().data(PNG).build())).contains("What is this?", "image/png", BASE64);
		assertThat(sent(new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(PNG)))).contains(BASE64);
		assertThat(sent(Media.builder().mimeType(MimeType.valueOf("image/*")).data(PNG).build())).contains("image/png");
	}

	@Test
	void sendsImagesOfText() {
		assertThat(sent(image().data(BASE64).build())).contains("image/png", BASE64);
		assertThat(sent(image().data("data:image/png;base64," + BASE64).build())).contains("image/png", BASE64);
		assertThatIllegalArgumentException().isThrownBy(() -> sent(image().data("a.png").build()))
			.withMessageContaining("neither a URL nor Base64");
	}

	@Test
	void sendsImagesThatTheProviderFetches() {
		if (this.format == CallerFormat.INTERACTIONS) {
			assertRefused(image().data(LINK).build(), "image(URI)");
		}
		else {
			assertThat(sent(image().data(LINK).build())).contains(LINK.toString());
			assertThat(sent(new Media(MimeTypeUtils.IMAGE_PNG, LINK))).contains(LINK.toString());
		}
		assertRefused(image().data("s3://bucket/a.png").build(), "'s3'");
	}

	@Test
	void sendsDocuments() {
		Media document = Media.builder().mimeType(Media.Format.DOC_PDF).data(PNG).name("Terms").build();
		if (this.format == CallerFormat.MESSAGES) {
			assertRefused(document, "document");
		}
		else {
			assertThat(sent(document)).contains(BASE64)
				.satisfies((json) -> assertThat(json.contains("Terms"))
					.isEqualTo(this.format != CallerFormat.INTERACTIONS));
		}
	}

	@Test
	void sendsSeveralMediaInOrder() {
		assertThat(sent(image().data(PNG).build(), image().data("aVZCT1J3").build())).containsSubsequence(BASE64,
				"aVZCT1J3");
	}

	@Test
	void sendsNoRandomNames() {
		if (this.format != CallerFormat.MESSAGES) {
			assertThat(sent(new Media(Media.Format.DOC_PDF, new ByteArrayResource(PNG)))).doesNotContain("media-pdf-");
		}
	}

	@Test
	void refusesOtherTypes() {
		for (MimeType type : new MimeType[] { Media.Format.VIDEO_MP4, Media.Format.DOC_CSV,
				MimeTypeUtils.APPLICATION_OCTET_STREAM }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> sent(Media.builder().mimeType(type).data(PNG).build()))
				.withMessageContaining("'" + type + "' cannot be sent");
		}
		assertThat(this.test.count()).isZero();
	}

	@Test
	void refusesDataThatIsNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> sent(image().data(new byte[0]).build()))
			.withMessageContaining("data of media is empty");
		assertThatIllegalArgumentException().isThrownBy(() -> sent(image().data("https://a b").build()))
			.withMessageContaining("data of media is no valid URL");
		assertThat(this.test.count()).isZero();
	}

	@Test
	void refusesMediaOfTheAssistant() {
		AssistantMessage message = AssistantMessage.builder()
			.content("Hi")
			.media(List.of(image().data(PNG).build()))
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> this.test.create(this.format).call(new Prompt(message)))
			.withMessageContaining("assistant message");
	}

	private void assertRefused(Media media, String reason) {
		int count = this.test.count();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> sent(media))
			.withMessageContaining(reason);
		assertThat(this.test.count()).isEqualTo(count);
	}

	private String sent(Media... media) {
		this.test.answer(LocalAnswer.text("A cat"));
		this.test.create(this.format)
			.call(new Prompt(UserMessage.builder().text("What is this?").media(media).build()));
		return this.test.sent().json().toString();
	}

	private static Media.Builder image() {
		return Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG);
	}

}
