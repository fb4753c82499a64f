namespace FimNet.MLNet.Robustness.Images;

/// <summary>A sound file.</summary>
/// <param name="Format">PNG, JPEG and so on.</param>
/// <param name="Kind">Which of its kinds.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Tolerance">By how many grey levels it may differ from that.</param>
internal sealed record Picture(string Format, string Kind, byte[] File, RgbImage Content, int Tolerance = 0)
{
    /// <exception cref="InvalidOperationException">It is another picture.</exception>
    public void Require(RgbImage decoded)
    {
        if (decoded.Width != Content.Width || decoded.Height != Content.Height)
        {
            throw new InvalidOperationException($"{Format}, {Kind}: {decoded.Width}x{decoded.Height} in the place of {Content.Width}x{Content.Height}");
        }

        int difference = Enumerable.Range(0, decoded.Pixels.Length).Max(i => Math.Abs(decoded.Pixels[i] - Content.Pixels[i]));
        if (difference > Tolerance)
        {
            throw new InvalidOperationException($"{Format}, {Kind}: differs by {difference} grey levels");
        }
    }
}
