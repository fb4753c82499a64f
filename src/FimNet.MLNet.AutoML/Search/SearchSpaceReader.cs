using System.Globalization;
using System.Reflection;
using Microsoft.ML.SearchSpace;

namespace FimNet.MLNet.AutoML.Search;

/// <summary>Reads a search space from ML.NET's own attributes.</summary>
internal static class SearchSpaceReader
{
    /// <summary>The dimensions in the order of the properties.</summary>
    public static IReadOnlyList<SearchDimension> Read(Type options) => [.. options.GetProperties().Select(Read).OfType<SearchDimension>()];

    private static SearchDimension? Read(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            return new RangeDimension(property.Name, Number(range.Min), Number(range.Max), range.LogBase, property.PropertyType == typeof(int));
        }

        if (property.GetCustomAttribute<ChoiceAttribute>() is { } choice)
        {
            return new ChoiceDimension(property.Name, [.. choice.Candidates.Select(candidate => OptionProperty.Convert(property.PropertyType, property.Name, candidate))]);
        }

        return property.GetCustomAttribute<BooleanChoiceAttribute>() is null ? null : new ChoiceDimension(property.Name, [true, false]);
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
