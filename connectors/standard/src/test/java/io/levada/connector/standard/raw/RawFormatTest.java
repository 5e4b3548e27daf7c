package io.levada.connector.standard.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.connector.standard.Records;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawFormatTest {
    private static Records of(DataType type, String... options) {
        return new Records("raw", RowType.of(new Field("v", type)), options);
    }

    @Test
    void passesTheRecordThrough() {
        assertThat(of(DataType.STRING).decode("{\u00e9 ,\n")).isEqualTo(Row.of("{\u00e9 ,\n"));
        assertThat(of(DataType.STRING).encode(Row.of("\u00e9"))).isEqualTo("\u00e9");
        byte[] bytes = {0, (byte) 0xFF, 7};
        assertThat(of(DataType.BYTES).decode(bytes)).isEqualTo(Row.of(Bytes.of(bytes)));
    }

    @Test
    void recodesTexts() {
        byte[] latin = "\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(of(DataType.STRING, "charset", "ISO-8859-1").decode(latin)).isEqualTo(Row.of("\u00e9"));
        Records utf8 = of(DataType.STRING);
        assertThat(utf8.decode(latin)).isNull();
        assertThat(utf8.reason()).contains("aren't UTF-8 (at byte 0)");
        assertThatThrownBy(() -> of(DataType.STRING, "charset", "latin-17"))
                .hasMessageContaining("'charset' = 'latin-17'");
    }

    @Test
    void hasOneColumnOfTextOrBytes() {
        assertThatThrownBy(() -> of(DataType.INTEGER)).hasMessageContaining("STRING and BYTES, not INT (column 'v')");
        RowType two = RowType.of(new Field("a", DataType.STRING), new Field("b", DataType.STRING));
        assertThatThrownBy(() -> new Records("raw", two)).hasMessageContaining("has one column");
    }
}
