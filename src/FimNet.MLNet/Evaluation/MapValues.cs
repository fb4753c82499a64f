using Microsoft.ML;

namespace FimNet.MLNet.Evaluation;

/// <summary>Checks the values of anomaly maps.</summary>
internal static class MapValues
{
    /// <param name="values">The map's values, row by row.</param>
    /// <param name="width">The map's width.</param>
    /// <param name="column">The column that the map is from.</param>
    /// <param name="row">What a message calls the map's row, as its first words.</param>
    /// <exception cref="InvalidOperationException">A value is not finite.</exception>
    public static void CheckFinite(float[] values, int width, DataViewSchema.Column column, string row)
    {
        int position = Array.FindIndex(values, value => !float.IsFinite(value));
        if (position >= 0)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{row} has an anomaly map in '{column.Name}' that holds {values[position]} at column {position % width}, row {position / width} ")
                + "of the map, which cannot be compared. Check the model and that image.");
        }
    }
}
