namespace FimNet.MLNet.Imaging;

/// <summary>Draws a framed bar of a scale's colours with a tick and a label at its ends and its middle.</summary>
internal static class ColourBarPainter
{
    private const int PixelsPerUnit = 128;

    // In units, the size of a font pixel.
    private const int Margin = 3;
    private const int BarWidth = 10;
    private const int TickLength = 2;
    private const int TextGap = 3;
    private const int HalfText = BitmapFont.GlyphHeight / 2;
    private const int TextInset = 1;
    private const int LeastHeight = (3 * BitmapFont.GlyphHeight) + (4 * TextInset);

    public static RgbImage Paint(int height, MapScale scale, ColourRamp ramp)
    {
        int unit = Math.Max(1, height / PixelsPerUnit);
        height = Math.Max(height, LeastHeight);
        ScaleLabels labels = ScaleLabels.Of(scale);
        int barRight = (Margin + BarWidth) * unit;
        int textLeft = barRight + ((TickLength + TextGap) * unit);
        int textWidth = unit * Math.Max(BitmapFont.Width(labels.Low), Math.Max(BitmapFont.Width(labels.Middle), BitmapFont.Width(labels.High)));
        int width = textLeft + textWidth + (Margin * unit);
        Canvas.CheckSize(width, height, nameof(height));

        var canvas = new Canvas(width, height, RgbColour.White);
        int barTop = (TextInset + HalfText) * unit, barHeight = height - (2 * barTop);
        canvas.Fill(Margin * unit, barTop, BarWidth * unit, barHeight, RgbColour.Black);
        for (int y = unit; y < barHeight - unit; y++)
        {
            float position = 1f - ((float)(y - unit) / (barHeight - (2 * unit) - 1));
            canvas.Fill((Margin + 1) * unit, barTop + y, (BarWidth - 2) * unit, 1, ramp.ColourAt(position));
        }

        int textTop = TextInset * unit, textBottom = height - textTop - (BitmapFont.GlyphHeight * unit);
        foreach ((string label, int top) in new[] { (labels.High, textTop), (labels.Middle, (textTop + textBottom) / 2), (labels.Low, textBottom) })
        {
            canvas.Fill(barRight, top + (HalfText * unit), TickLength * unit, unit, RgbColour.Black);
            BitmapFont.Draw(canvas, label, textLeft, top, unit, RgbColour.Black);
        }

        return canvas.ToImage();
    }
}
