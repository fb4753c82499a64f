using System.Globalization;

namespace FimNet.MLNet.Imaging;

/// <summary>The values at the ends and in the middle of a scale, as text.</summary>
internal readonly record struct ScaleLabels(string High, string Middle, string Low)
{
    private const int FewestDigits = 3;
    private const int DigitsOfSingle = 9;

    /// <summary>Three significant digits, or as many as show a value to a hundredth of the scale's length.</summary>
    public static ScaleLabels Of(MapScale scale)
    {
        (double low, double high) = (scale.Low, scale.High);
        double tolerance = low < high ? (high - low) / 100 : double.PositiveInfinity;
        return new ScaleLabels(Label(high, tolerance), Label((low + high) / 2, tolerance), Label(low, tolerance));
    }

    private static string Label(double value, double tolerance)
    {
        int digits = FewestDigits;
        string label = Rounded(value, digits);
        while (digits < DigitsOfSingle && Math.Abs(double.Parse(label, CultureInfo.InvariantCulture) - value) > tolerance)
        {
            label = Rounded(value, ++digits);
        }

        return label;
    }

    // Adding zero turns a negative zero into a positive one.
    private static string Rounded(double value, int digits) => (value + 0.0).ToString($"g{digits}", CultureInfo.InvariantCulture);
}
