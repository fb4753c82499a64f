using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Pipeline;

/// <summary>Finds the image column of a schema, or says in one sentence why there is none.</summary>
internal static class ImageSchema
{
    private const string HowToLoad = "Load images with mlContext.Transforms.LoadImages, or use a property of type MLImage with an [ImageType(height, width)] attribute.";

    public static DataViewSchema.Column Column(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw Missing(nameof(schema), name, schema.Select(c => c.Name));
        return column.Type is ImageDataViewType ? column : throw WrongType(nameof(schema), name, column.Type.ToString()!);
    }

    public static void Require(SchemaShape inputSchema, string name)
    {
        SchemaShape.Column column = inputSchema.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
        {
            throw Missing(nameof(inputSchema), name, inputSchema.Select(c => c.Name));
        }

        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType is not ImageDataViewType)
        {
            throw WrongType(nameof(inputSchema), name, column.GetTypeString());
        }
    }

    private static ArgumentOutOfRangeException Missing(string parameter, string name, IEnumerable<string> present) => new(
        parameter, $"Could not find input column '{name}'; the columns are: {string.Join(", ", present)}. {HowToLoad}");

    private static ArgumentOutOfRangeException WrongType(string parameter, string name, string type) => new(
        parameter, $"Schema mismatch for input column '{name}': expected Image, got {type}. {HowToLoad}");
}
